/** Transcripts made by hand, so that tests know every row. */
import { Recording, type Wire } from "../../lib/sockets/transcript/transcript";

const encoder = new TextEncoder();

/** A row without its time: who, to whom, what, and the bytes (text is sent as UTF-8). */
export type Step = readonly [
  from: string,
  to: string,
  event: Wire["event"],
  data?: string | Uint8Array | undefined,
  note?: string,
];

/** A transcript of these rows. */
export function recorded(...steps: readonly Step[]): Recording {
  const transcript = new Recording();
  for (const [from, to, event, data, note] of steps)
    transcript.add(event, from, to, typeof data === "string" ? encoder.encode(data) : data, note);
  return transcript;
}

export const client = "127.0.0.1:50001";
export const server = "127.0.0.1:9090";

/** The dialogue of the source notes' server.py and client.py, as the client's socket saw it. */
export function dialogue(): Recording {
  return recorded(
    [client, server, "connect"],
    [client, server, "data", "Hello world!"],
    [server, client, "data", "Got your message! Thank you!\n"],
    [server, client, "fin"],
    [client, server, "fin"],
  );
}
