/** The exercises of capstone C2, Cross-platform game server: packets to the byte, and an arena that obeys nobody else. */
import { inspect } from "node:util";
import { NetcellError } from "../../errors";
import { type UdpSocket, udp } from "../../sockets";
import type { Exercises, Trial } from "../exercise";

const timeout = 1000;
/** Long enough on loopback for an answer that should not come. */
const silence = 150;

type Reader = (...parameters: unknown[]) => unknown;

function snapshot(tick: number, players: ReadonlyArray<readonly [id: number, x: number, y: number]>): Buffer {
  const bytes = Buffer.alloc(6 + 5 * players.length);
  bytes.writeUInt8(2, 0);
  bytes.writeUInt8(players.length, 1);
  bytes.writeUInt32BE(tick, 2);
  players.forEach(([id, x, y], i) => {
    bytes.writeUInt8(id, 6 + 5 * i);
    bytes.writeInt16BE(x, 7 + 5 * i);
    bytes.writeInt16BE(y, 9 + 5 * i);
  });
  return bytes;
}

interface Wish {
  readonly player?: number;
  readonly seq: number;
  readonly token?: number;
  readonly dx: number;
  readonly dy: number;
}

function input({ player = 1, seq, token = 4242, dx, dy }: Wish): Buffer {
  const bytes = Buffer.alloc(10);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(player, 1);
  bytes.writeUInt16BE(seq & 0xffff, 2);
  bytes.writeUInt32BE(token, 4);
  bytes.writeInt8(dx, 8);
  bytes.writeInt8(dy, 9);
  return bytes;
}

function reads(says: string, bytes: Uint8Array, expected: unknown): Trial<Reader> {
  return {
    says,
    async run(read) {
      const answer = await read(bytes);
      if (written(answer) !== written(expected))
        throw new Error(
          `${Buffer.from(bytes).toString("hex") || "no bytes"} should be ${inspect(expected)}, and was ${inspect(answer)}.`,
        );
    },
  };
}

/** By its members, whatever made it. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch {
    // A circle, or a BigInt: nothing that was asked for.
    return inspect(value);
  }
}

/** A player's socket: it sends datagrams to the arena and listens. */
class Pad {
  readonly #socket: UdpSocket;
  readonly #arena: UdpSocket;

  constructor(socket: UdpSocket, arena: UdpSocket) {
    this.#socket = socket;
    this.#arena = arena;
  }

  async sends(bytes: Uint8Array): Promise<void> {
    await this.#socket.sendTo(bytes, this.#arena, { timeout });
  }

  /** The snapshot that answers. */
  async hears(): Promise<{ tick: number; x: number; y: number }> {
    const { data } = await this.#socket.recvFrom({ timeout }).catch((error: NetcellError) => {
      if (error.code !== "ETIMEDOUT") throw error;
      throw new Error(`A good INPUT got no answer for ${timeout} ms.`);
    });
    if (data.length !== 11 || data[0] !== 2 || data[1] !== 1 || data[6] !== 1)
      throw new Error(
        `The answer should be a SNAPSHOT of player 1, 11 bytes, and was ${data.toString("hex")}.`,
      );
    return { tick: data.readUInt32BE(2), x: data.readInt16BE(7), y: data.readInt16BE(9) };
  }

  async hearsNothing(what: string): Promise<void> {
    const answer = await this.#socket.recvFrom({ timeout: silence }).catch((error: unknown) => {
      if (error instanceof NetcellError && error.code === "ETIMEDOUT") return undefined;
      throw error;
    });
    if (answer) throw new Error(`${what} should get no answer, and got ${answer.data.toString("hex")}.`);
  }
}

/** Sequence numbers of one arena go on from trial to trial. */
const numbers = new WeakMap<UdpSocket, number>();

function next(arena: UdpSocket): number {
  const seq = (numbers.get(arena) ?? 0) + 1;
  numbers.set(arena, seq);
  return seq;
}

function plays(says: string, script: (pad: Pad, seq: () => number) => Promise<void>): Trial<UdpSocket> {
  return {
    says,
    async run(arena) {
      const socket = await udp.bind();
      try {
        await script(new Pad(socket, arena), () => next(arena));
      } finally {
        await socket.close();
      }
    },
  };
}

export const gameServer: Exercises = {
  "C2.1": {
    asks: "Write readSnapshot(bytes): { tick, players } of a SNAPSHOT, undefined of anything else.",
    hints: [
      "new DataView(bytes.buffer, bytes.byteOffset, bytes.length) reads where the bytes are, also when they are a part of something larger.",
      "Look at the length before you read: at least 6, and then exactly 6 + 5 for each player.",
      "x and y are signed: getInt16. Player i begins at byte 6 + 5 * i.",
    ],
    answer: "function",
    trials: [
      reads("nobody is there at tick 1", snapshot(1, []), { tick: 1, players: [] }),
      reads(
        "two players, one of them at negative places",
        snapshot(200, [
          [1, 5, -7],
          [9, -100, 100],
        ]),
        {
          tick: 200,
          players: [
            { id: 1, x: 5, y: -7 },
            { id: 9, x: -100, y: 100 },
          ],
        },
      ),
      reads("a large tick", snapshot(0xfedcba98, []), { tick: 0xfedcba98, players: [] }),
      reads(
        "a part of a larger buffer",
        Buffer.concat([Buffer.alloc(3), snapshot(7, [[2, 1, 1]])]).subarray(3),
        {
          tick: 7,
          players: [{ id: 2, x: 1, y: 1 }],
        },
      ),
      reads("nothing at all", Buffer.alloc(0), undefined),
      reads("an INPUT", input({ seq: 1, dx: 1, dy: 1 }), undefined),
      reads("one byte too few", snapshot(3, [[1, 2, 3]]).subarray(0, 10), undefined),
      reads("one byte too many", Buffer.concat([snapshot(3, [[1, 2, 3]]), Buffer.alloc(1)]), undefined),
      reads("255 players promised, none there", Buffer.from([2, 255, 0, 0, 0, 1]), undefined),
    ],
  },
  "C2.2": {
    asks: "The bytes of a SNAPSHOT of 30 players, and the bytes a second for 30 players at 20 a second: [bytes, perSecond].",
    hints: [
      "6 bytes, and 5 for each player.",
      "Each goes to 30 players, 20 times a second, with 28 bytes of headers in front.",
    ],
    right: ["lt5Q8mZTkcTHEiMmrYtMpE-cGN7XZxN5V2DSyWsHEKw"],
    slips: [
      {
        answers: ["-45gu2sQrU14R6fSk6kEs91zQNo_LhLqw38krrvLDtI"],
        says: "Each datagram has its headers: 28 bytes more.",
      },
      {
        answers: ["0uwn7I7vDFET5iyDCYyjMIfrranEt-_LM5Go0PYdPVM"],
        says: "That is for one player. The server sends to thirty.",
      },
    ],
  },
  "C2.3": {
    asks: '"udp" or "tcp" for (a) to (e): a list of five texts.',
    hints: [
      "Ask of each: if one is lost and the next one comes, is all well again?",
      "A position is a state; a purchase is a change. Which of the two may be lost?",
    ],
    right: ["QhXmKjQ3lhKSVKesLY5TcRxAdqz64uxh5aA6aE82KBU"],
    slips: [
      {
        answers: ["JkwDUZkLgFStm0qFoc7cyvlKAnS0c35CqRHo6lB5924"],
        says: "A position that is lost is made up for by the next one. Only changes must not be lost.",
      },
    ],
  },
  "C2.4": {
    asks: "A udp.bind() that answers each good INPUT of player 1 with a SNAPSHOT, and everything else with nothing.",
    hints: [
      'accept(d.data) tells whether it was good: anything but "ok" is met with silence.',
      "step takes a list of players and gives a new list: put its first back into the seat.",
      "Answer with socket.sendTo(bytes, d.from); d.from is where the INPUT came from.",
    ],
    answer: "udp socket",
    trials: [
      plays("a good INPUT moves the player by one and is answered with where he is", async (pad, seq) => {
        await pad.sends(input({ seq: seq(), dx: 1, dy: 0 }));
        const one = await pad.hears();
        await pad.sends(input({ seq: seq(), dx: 1, dy: -1 }));
        const two = await pad.hears();
        if (two.x !== one.x + 1 || two.y !== one.y - 1 || two.tick !== one.tick + 1)
          throw new Error(
            `From (${one.x}, ${one.y}) at tick ${one.tick}, dx 1 and dy -1 should lead one step further and one tick on; it led to (${two.x}, ${two.y}) at tick ${two.tick}.`,
          );
      }),
      plays("the same INPUT a second time, and an older one, are met with silence", async (pad, seq) => {
        const bytes = input({ seq: seq(), dx: 0, dy: 1 });
        await pad.sends(bytes);
        const one = await pad.hears();
        await pad.sends(bytes);
        await pad.hearsNothing("A copy of an INPUT");
        await pad.sends(input({ seq: seq(), dx: 0, dy: 0 }));
        const two = await pad.hears();
        if (two.y !== one.y)
          throw new Error("The copy has moved the player: he stands elsewhere than before it.");
      }),
      plays(
        "a wrong token, another player, a hundred steps at once and things that are no INPUT are met with silence",
        async (pad, seq) => {
          await pad.sends(input({ seq: seq(), token: 1, dx: 1, dy: 1 }));
          await pad.hearsNothing("A wrong token");
          await pad.sends(input({ seq: seq(), player: 2, dx: 1, dy: 1 }));
          await pad.hearsNothing("Another player");
          await pad.sends(input({ seq: seq(), dx: 100, dy: 1 }));
          await pad.hearsNothing("A hundred steps at once");
          for (const bytes of [Buffer.alloc(0), Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(9, 1)])
            await pad.sends(bytes);
          await pad.hearsNothing("What is no INPUT");
          await pad.sends(input({ seq: seq(), dx: 0, dy: 0 }));
          await pad.hears();
        },
      ),
    ],
  },
};
