/** Layers as you write them, and packets: bytes with their layers, built or dissected. Both are values that never change. */
import { build, expected, type Recipe } from "./build/build";
import { parseFields } from "./build/parse-fields";
import { recipesOfFrame } from "./build/recipes-of-frame";
import { utf8 } from "./bytes-as-text";
import { cellCode, scapyCode } from "./describe/code";
import { type Covered, covered } from "./describe/covered";
import { type LayerJson, layerJson } from "./describe/json";
import { notation, readLayer, writtenLayer } from "./describe/notation";
import { FrameLayer, type PlacedLayer } from "./describe/placed-layer";
import { summaryOf } from "./describe/summary";
import { type Node, pathTo, treeOf } from "./describe/tree";
import { judge, type Origin, stopText, type Verdict } from "./describe/verdict";
import { decodeAs } from "./dissect/decode-as";
import type { Stop } from "./dissect/dissect";
import { PacketError } from "./error";
import { endAt, type Frame, headerAt, PADDING, RAW, rowLength, startAt } from "./frame";
import { type Definition, definitionOf, definitions } from "./model/definition";
import { layoutOf } from "./model/layout";

/** A protocol that cells call: `TCP({ dport: 80 })` is a layer of it, `TCP.definition` describes it. */
export interface Protocol<V extends object, I> {
  (init?: I): Layer<V, I>;
  /** Its fields, its RFC, its layer in the reference model. */
  readonly definition: Definition;
}

/** Any protocol. */
export type AnyProtocol = Protocol<object, never>;

/** A part of a packet: a layer, text, bytes, another packet. */
export type Part = Layer<object, never> | Packet | string | Uint8Array;

const inspected = Symbol.for("nodejs.util.inspect.custom");

/**
 * One layer as you write it: what you set is kept, the rest is worked out when it becomes part of a packet.
 *
 * @example
 * ```ts
 * import { TCP } from "netcell";
 * const syn = TCP({ dport: "https", flags: "S" });
 * syn.with({ flags: "SA" })
 * ```
 */
export class Layer<V extends object, I> {
  /** @internal */
  readonly definition: Definition;
  /** The fields that were set. */
  readonly set: Readonly<Record<string, unknown>> & Partial<V>;

  /** @internal */
  constructor(definition: Definition, set: Readonly<Record<string, unknown>>) {
    this.definition = definition;
    this.set = set as Readonly<Record<string, unknown>> & Partial<V>;
  }

  /** The protocol's name. */
  get name(): string {
    return this.definition.name;
  }

  /** The same layer with other fields set. */
  with(init: I): Layer<V, I> {
    return new Layer<V, I>(this.definition, { ...this.set, ...parseFields(this.definition, init) });
  }

  /** This layer with others inside it: `IP().carry(TCP(), "GET")`. */
  carry(...parts: readonly Part[]): Packet {
    return packet(this, ...parts);
  }

  /** In scapy's notation. */
  toString(): string {
    return notation([writtenLayer(this, undefined)]);
  }

  /** @internal */
  [inspected](): string {
    return this.toString();
  }
}

/**
 * A packet: its bytes, and what they mean, layer by layer. Fields that you did not set were worked out; those that you
 * set are as you set them, and where they are wrong `verdicts` says so.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP } from "netcell";
 * const syn = packet(IP({ dst: "10.0.0.1" }), TCP({ dport: "http" }));
 * syn.get(TCP).dport
 * ```
 */
export class Packet {
  /** The bytes as they go over the wire. */
  readonly bytes: Uint8Array;
  readonly #frame: Frame;
  readonly #written: readonly Recipe[] | undefined;
  #read: readonly Recipe[] | undefined;
  #layers: readonly PlacedLayer[] | undefined;
  #verdicts: readonly Verdict[] | undefined;

  /** @internal */
  constructor(frame: Frame, written?: readonly Recipe[]) {
    this.bytes = frame.bytes;
    this.#frame = frame;
    this.#written = written;
  }

  /** Its layers, from the outside in. */
  get layers(): readonly PlacedLayer[] {
    if (this.#layers === undefined) {
      const layers: PlacedLayer[] = [];
      for (let i = 0; i < this.#frame.count; i++) layers.push(new FrameLayer(this.#frame, i));
      this.#layers = layers;
    }
    return this.#layers;
  }

  /** Whether it was put together here, or read from bytes. */
  get built(): boolean {
    return this.#frame.built;
  }

  /** Bytes that were on the wire but that the capture did not keep; 0 for a whole packet. */
  get missing(): number {
    return Math.max(0, (this.#frame.wire ?? 0) - this.bytes.length);
  }

  /** Whether it has such a layer, whole enough to be read. */
  has<V extends object, I>(protocol: Protocol<V, I>): boolean {
    return this.#find(definitionOf(protocol), 0) >= 0;
  }

  /**
   * The values of a layer's fields; of the first such layer, or of the `nth` (0, 1, …).
   *
   * @throws PacketError when the layer does not exist
   */
  get<V extends object, I>(protocol: Protocol<V, I>, nth = 0): V {
    return layoutOf(this.#frame, this.#place(definitionOf(protocol), nth)).values as V;
  }

  /** The bytes that the layer carries, behind its header. */
  payload<V extends object, I>(protocol: Protocol<V, I>, nth = 0): Uint8Array {
    const i = this.#place(definitionOf(protocol), nth);
    return this.bytes.slice(startAt(this.#frame, i) + headerAt(this.#frame, i), endAt(this.#frame, i));
  }

  /**
   * The same packet with some fields of a layer changed. Lengths and checksums that were right are computed again;
   * those that were wrong stay as they were.
   *
   * @example
   * ```ts
   * import { packet, IP, UDP } from "netcell";
   * packet(IP(), UDP(), "hi").with(IP, { ttl: 1 }).get(IP).chksum
   * ```
   */
  with<V extends object, I>(protocol: Protocol<V, I>, init: I, nth = 0): Packet {
    const at = this.#place(definitionOf(protocol), nth);
    const changes = parseFields(protocol.definition, init);
    const recipes = [...this.#recipes()];
    const { definition, set, within, kept } = recipes[at]!;
    recipes[at] = {
      definition,
      set: { ...set, ...changes },
      within,
      kept: kept && new Set([...kept].filter((name) => !(name in changes))),
    };
    return new Packet(build(recipes), recipes);
  }

  /** This packet with more inside its innermost layer. */
  carry(...parts: readonly Part[]): Packet {
    const own = this.#recipes();
    let behind = own.length;
    while (behind > 0 && own[behind - 1]!.definition.id === PADDING) behind--;
    const recipes = [...own.slice(0, behind), ...parts.flatMap(recipesOf), ...own.slice(behind)];
    return new Packet(build(recipes), recipes);
  }

  /**
   * The same bytes, with what the innermost layer that has ports carries read as this protocol: "Decode As".
   *
   * @example
   * ```ts
   * import { dissect, packet, IP, UDP } from "netcell";
   * const tunnel = dissect(packet(IP(), UDP({ dport: 9999 }), IP()).bytes, IP);
   * tunnel.decodeAs(IP)
   * ```
   * @throws PacketError when no layer here has ports
   */
  decodeAs<V extends object, I>(protocol: Protocol<V, I>): Packet {
    return new Packet(decodeAs(this.#frame, definitionOf(protocol)));
  }

  /** The layers, fields and parts of fields as nodes with their bits: what every drawing of a packet is made from. */
  tree(): readonly Node[] {
    return treeOf(this.#frame, this.verdicts, (i, name) => this.#originOf(i, name));
  }

  /**
   * The innermost node at a byte (or at one of its bits, counted from the most significant, 0…7).
   *
   * @example
   * ```ts
   * import { packet, IP } from "netcell";
   * packet(IP()).at(8)?.path
   * ```
   */
  at(byte: number, bit = 0): Node | undefined {
    return pathTo(this.tree(), 8 * byte + bit).at(-1);
  }

  /** Findings about it: right, wrong or doubtful. */
  get verdicts(): readonly Verdict[] {
    this.#verdicts ??= judge(this.#frame, (i, name) => this.#originOf(i, name));
    return this.#verdicts;
  }

  /** Where and why reading broke off; undefined if it did not. */
  get stop(): Stop | undefined {
    return this.layers.find((layer) => layer.stop)?.stop;
  }

  /**
   * In one line, as `tcpdump -n` prints it. Sequence numbers are those that the segment holds, as with its option `-S`.
   *
   * @example
   * ```ts
   * import { packet, IP, TCP } from "netcell";
   * packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n").summary()
   * ```
   */
  summary(): string {
    return summaryOf(this);
  }

  /** As code that makes these bytes again: for a cell, or for scapy. */
  code(language: "netcell" | "scapy" = "netcell"): string {
    return language === "scapy" ? scapyCode(this.#recipes()) : cellCode(this.#recipes());
  }

  /**
   * Its layers, from the outside in, each as `[name, fields]`: all that is needed to make the same bytes again with
   * `packetFromJSON()`.
   */
  toJSON(): readonly LayerJson[] {
    return this.layers.map(({ at }) => layerJson(this.#frame, at));
  }

  /** In scapy's notation: of a packet that you built what you set, of one that was read every field. */
  toString(): string {
    const written = this.#written;
    return notation(
      written
        ? written.map((recipe, i) => writtenLayer(recipe, written[i + 1]))
        : this.layers.map(({ at }) => readLayer(this.#frame, at)),
    );
  }

  /** @internal */
  [inspected](): string {
    return this.toString();
  }

  /** @internal The bytes that the checksum field `name` of layer `at` covers. */
  covered(at: number, name: string): Covered | undefined {
    return covered(this.#frame, at, name);
  }

  /** @internal The layers and fields that make these bytes again. */
  recipes(): readonly Recipe[] {
    return this.#recipes();
  }

  /** @internal The places of its layers, for code that reads many packets. */
  get frame(): Frame {
    return this.#frame;
  }

  #recipes(): readonly Recipe[] {
    this.#read ??= this.#written ?? recipesOfFrame(this.#frame);
    return this.#read;
  }

  #originOf(i: number, name: string): Origin {
    const recipe = this.#written?.[i];
    if (!recipe) return "wire";
    if (name in recipe.set) return recipe.kept?.has(name) ? "wire" : "given";
    const auto = recipe.definition.byName.get(name)?.field.auto;
    if (auto && auto.kind !== "next") return "computed";
    return expected(this.#frame, i, name) === undefined ? "default" : "derived";
  }

  #find(definition: Definition, nth: number): number {
    for (let i = 0, seen = 0; i < this.#frame.count; i++) {
      if (this.#frame.rows[i * rowLength] === definition.id && seen++ === nth) return i;
    }
    return -1;
  }

  #place(definition: Definition, nth: number): number {
    const i = this.#find(definition, nth);
    if (i >= 0) return i;
    const broken = this.layers.find((layer) => layer.definition === definition && layer.stop);
    throw new PacketError(
      `There is no ${definition.name} layer${nth ? ` number ${nth}` : ""} in this packet`,
      broken
        ? `It breaks off: ${stopText(broken.stop!)}.`
        : `Its layers are ${this.layers.map((layer) => layer.name).join(", ") || "none: it is empty"}.`,
    );
  }
}

/**
 * Builds a packet from its layers, the outermost first; text and bytes are what the innermost carries. What you leave
 * out is worked out: lengths, checksums, the numbers that name what follows.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP } from "netcell";
 * packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n")
 * ```
 * @throws PacketError when it does not fit (more than 65535 bytes in IPv4, say)
 */
export function packet(...parts: readonly Part[]): Packet {
  const recipes: Recipe[] = [];
  for (const part of parts) {
    if (part instanceof Layer) recipes.push(part);
    else recipes.push(...recipesOf(part));
  }
  return new Packet(build(recipes), recipes);
}

function recipesOf(part: Part): readonly Recipe[] {
  if (part instanceof Layer) return [part];
  if (part instanceof Packet) return part.recipes();
  if (typeof part === "string") return [raw(utf8(part))];
  if (part instanceof Uint8Array) return [raw(part.slice())];
  throw new PacketError(
    `${typeof part === "function" ? "A protocol" : typeof part === "object" && part ? "An object" : part} is not a part of a packet`,
    typeof part === "function"
      ? "Call it: TCP() instead of TCP."
      : "Give layers like IP(), a string, or a Uint8Array.",
  );
}

function raw(load: Uint8Array): Recipe {
  return { definition: definitions[RAW]!, set: { load } };
}
