/** Connections that went wrong in the ways that are taught, and one that is long. */
import { Talk } from "../../packets/flows/segments";

/** A segment is lost, asked for three times, sent again, and comes twice; then the receiver has no room. */
export const lossy = new Talk()
  .handshake(1000, 5000)
  .client({ flags: "PA", seq: 1001, ack: 5001 }, "GET /song HTTP/1.0\r\n\r\n")
  .server({ seq: 5001, ack: 1023 }, "HTTP/1.0 200 OK\r\n\r\n")
  .server({ seq: 5044, ack: 1023 }, "a third part of the song")
  .client({ seq: 1023, ack: 5020 })
  .server({ seq: 5068, ack: 1023 }, "a fourth part")
  .client({ seq: 1023, ack: 5020 })
  .client({ seq: 1023, ack: 5020 })
  .client({ seq: 1023, ack: 5020 })
  .server({ seq: 5020, ack: 1023 }, "a second part, sent late")
  .server({ seq: 5020, ack: 1023 }, "a second part, sent late")
  .client({ seq: 1023, ack: 5081, window: 0 })
  .server({ seq: 5081, ack: 1023 }, "?")
  .client({ seq: 1023, ack: 5081, window: 0 })
  .client({ seq: 1023, ack: 5081 })
  .server({ flags: "FA", seq: 5081, ack: 1023 })
  .client({ seq: 1023, ack: 5082 })
  .client({ flags: "FA", seq: 1023, ack: 5082 })
  .server({ seq: 5082, ack: 1024 }).packets;

/** Both ends say at once that they have sent all. */
export const simultaneousClose = new Talk()
  .handshake(1000, 5000)
  .client({ flags: "FA", seq: 1001, ack: 5001 })
  .server({ flags: "FA", seq: 5001, ack: 1001 })
  .client({ seq: 1002, ack: 5002 })
  .server({ seq: 5002, ack: 1002 }).packets;

/** Nobody listens at one port; at the other somebody gives up in the middle. */
export const resets = [
  ...new Talk(40001).client({ flags: "S", seq: 7 }).server({ flags: "RA", seq: 0, ack: 8 }).packets,
  ...new Talk(40002)
    .handshake(1000, 5000)
    .client({ flags: "PA", seq: 1001, ack: 5001 }, "are you there?")
    .server({ flags: "RA", seq: 5001, ack: 1015 }).packets,
].map(({ packet }, i) => ({ packet, time: i / 1000 }));

/** A download of 400 segments, one of which is sent twice. */
export const download = (() => {
  const talk = new Talk().handshake(1000, 5000);
  talk.client({ flags: "PA", seq: 1001, ack: 5001 }, "GET /film HTTP/1.0\r\n\r\n");
  for (let i = 0; i < 400; i++) {
    talk.server({ seq: 5001 + 1000 * i, ack: 1023 }, "film".repeat(250));
    if (i === 250) talk.server({ seq: 5001 + 1000 * i, ack: 1023 }, "film".repeat(250));
    if (i % 2 === 1) talk.client({ seq: 1023, ack: 6001 + 1000 * i });
  }
  return talk.packets;
})();
