/** TCP connections written down in a few words, for tests. */
import { IP, type PacketRecord, packet, TCP, type TCPInit } from "../../../lib/packets";

/** Makes segments of a connection from 10.0.0.1:40000 to 10.0.0.2:80, one every millisecond. */
export class Talk {
  readonly packets: PacketRecord[] = [];

  constructor(readonly clientPort = 40000) {}

  client(init: TCPInit, data: string | Uint8Array = ""): this {
    return this.#add(
      IP({ src: "10.0.0.1", dst: "10.0.0.2" }),
      { sport: this.clientPort, dport: 80, ...init },
      data,
    );
  }

  server(init: TCPInit, data: string | Uint8Array = ""): this {
    return this.#add(
      IP({ src: "10.0.0.2", dst: "10.0.0.1" }),
      { sport: 80, dport: this.clientPort, ...init },
      data,
    );
  }

  /** SYN, SYN-ACK, ACK. */
  handshake(isn = 1000, other = 5000): this {
    return this.client({ flags: "S", seq: isn })
      .server({ flags: "SA", seq: other, ack: (isn + 1) % 2 ** 32 })
      .client({ flags: "A", seq: (isn + 1) % 2 ** 32, ack: (other + 1) % 2 ** 32 });
  }

  #add(ip: ReturnType<typeof IP>, init: TCPInit, data: string | Uint8Array): this {
    const parts = data.length > 0 ? [data] : [];
    this.packets.push({
      packet: packet(ip, TCP({ flags: "A", ...init }), ...parts),
      time: this.packets.length / 1000,
    });
    return this;
  }
}
