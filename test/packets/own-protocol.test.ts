/** A protocol of one's own: one table, four functions, one line to bind it. */
import { describe, expect, test } from "vitest";
import { define, dissect, IP, packet, UDP } from "../../lib/packets";

const { bytes, flags, guess, lengthOf, protocol, u16, uint } = define;

const fields = {
  magic: uint(16, { hex: true, default: 0x6e63, doc: "tells this game's packets from others" }),
  kind: uint(8, { names: { 1: "join", 2: "move", 3: "leave" }, default: 2, doc: "what the player does" }),
  keys: flags([..."UDLR"], { doc: "keys held down", meanings: ["up", "down", "left", "right"] }),
  spare: uint(4),
  tick: uint(32, { littleEndian: true, doc: "when, in ticks of 50 ms" }),
  len: uint(8, { auto: lengthOf("header"), doc: "length of the whole, in bytes" }),
  name: bytes({ extent: (known) => (known.len as number) - 9, doc: "the player's name" }),
};

interface MoveValues extends define.ValuesOf<typeof fields> {}
interface MoveInit extends define.InitOf<typeof fields>, define.Named {}

const Move = protocol<MoveValues, MoveInit>({
  name: "Move",
  title: "A student's game",
  rfc: "course notebook C2",
  layer: 7,
  pdu: "message",
  fields,
  limits: {
    min: 9,
    size: (b, o) => b[o + 8]!,
    end: define.untilLimit,
    next: () => 0,
    is: (b, o) => u16(b, o) === 0x6e63,
  },
});
guess(UDP, { port: 5577 }, Move);

describe("a protocol of one's own", () => {
  const move = packet(
    IP(),
    UDP({ sport: 40000 }),
    Move({ kind: "join", keys: "UR", tick: 258, name: "ada" }),
  );

  test("builds what its table says", () => {
    expect(move.get(UDP).dport).toBe(5577);
    expect(Buffer.from(move.payload(UDP)).toString("hex")).toBe("6e630190020100000c616461");
  });

  test("prints in scapy's notation", () => {
    expect(String(move)).toBe(
      "<IP frag=0 proto=UDP |<UDP sport=40000 dport=5577 |<Move kind=join keys=UR tick=258 name='ada' |>>>",
    );
  });

  test("is recognized by its port, and marked as a guess", () => {
    const read = dissect(move.bytes, IP);
    expect(read.get(Move)).toMatchObject({ kind: 1, keys: "UR", tick: 258 });
    expect(read.layers.map(({ guessed }) => guessed)).toEqual([false, false, true]);
    expect(read.verdicts.find(({ about }) => about === "guess")?.text).toBe(
      "a guess by the port number: UDP does not say that it carries Move",
    );
  });

  test("may say that these bytes are not its own after all", () => {
    const other = dissect(packet(IP(), UDP({ dport: 5577 }), "something else").bytes, IP);
    expect(other.layers.map(({ name }) => name)).toEqual(["IP", "UDP", "Raw"]);
  });

  test("can be asked for on any port", () => {
    const read = dissect(move.with(UDP, { dport: 9 }).bytes, IP);
    expect(read.has(Move)).toBe(false);
    expect(read.decodeAs(Move).get(Move).tick).toBe(258);
  });

  test("says where it was cut", () => {
    expect(dissect(move.bytes.subarray(0, 38), IP).stop).toEqual({
      layer: "Move",
      at: 28,
      need: 12,
      have: 10,
      limitedBy: "capture",
    });
  });
});

describe("a definition that is typed past its types, or again", () => {
  const { nextProtocol, bind, untilLimit } = define;
  const details = (name: string, table: define.FieldTable): define.ProtocolDetails => ({
    name,
    title: name,
    rfc: "none",
    layer: 7,
    pdu: "message",
    fields: table,
    limits: { min: 1, size: 1, end: untilLimit, next: () => 0 },
  });

  test.each<[what: string, table: Record<string, define.Field<never, never>>]>([
    ["at the end", { version: uint(3) as never }],
    ["before a field that varies", { version: uint(3) as never, load: bytes() as never }],
  ])("is refused if a byte is half used %s", (_what, table) => {
    expect(() => protocol(details("Odd", table as never))).toThrow(
      "The fields of Odd up to version take 3 bits, which are not whole bytes. Add one for the rest behind version: spare: uint(5).",
    );
  });

  test("may not have the name of a protocol that netcell has", () => {
    expect(() => protocol(details("IP", { a: uint(8) } as never))).toThrow(
      "There is a protocol IP already. Take another name.",
    );
  });

  test("takes the place of the one before, when its cell is run again", () => {
    const uppers = new Uint16Array(256);
    const Below = protocol<object, { next?: number }>({
      ...details("Below", { next: uint(8, { auto: nextProtocol(uppers) }) } as never),
      limits: { min: 1, size: 1, end: untilLimit, next: "next" },
    });
    const cell = () => {
      const Again = protocol<object, { a?: number }>(details("Again", { a: uint(8) } as never));
      bind(Below, { next: 9 }, Again);
      guess(UDP, { port: 7781 }, Again);
      return Again;
    };
    const older = cell();
    const newer = cell();
    for (const read of [
      dissect(Uint8Array.of(9, 1), Below),
      dissect(packet(IP(), UDP({ dport: 7781 }), "a").bytes, IP),
    ]) {
      expect([read.has(older), read.has(newer)]).toEqual([false, true]);
    }
  });

  test("cannot be bound to a number that netcell's own protocol has: nothing would come of it", () => {
    const Mine = protocol<object, { a?: number }>(details("Mine17", { a: uint(8) } as never));
    expect(() => bind(IP, { proto: 17 }, Mine)).toThrow(
      "IP carries UDP where proto is 17. Take a number that is free",
    );
  });

  test("lets through what its own functions throw", () => {
    const size = () => {
      throw new RangeError("the author's");
    };
    const Throws = protocol<object, object>({
      ...details("Throws", { a: uint(8) } as never),
      limits: { min: 1, size, end: untilLimit, next: () => 0 },
    });
    expect(() => dissect(Uint8Array.of(1), Throws)).toThrow(new RangeError("the author's"));
  });

  test("names the clues of a guess, and what is a port", () => {
    expect(() => guess(UDP, { prt: 7781 } as never, Move)).toThrow(
      "guess() got no clue that it knows: prt. Did you mean port? The clues are port, first.",
    );
    expect(() => guess(UDP, { port: 77810 }, Move)).toThrow("77810 is not a port.");
    expect(() => guess(UDP, null as never, Move)).toThrow("guess() got no clue that it knows: null.");
  });
});
