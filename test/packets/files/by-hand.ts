/** Capture files written by hand, number by number, in either byte order: what the reader is held against. */

/** Writes numbers into a growing file. */
class Writer {
  readonly #bytes: number[] = [];
  constructor(readonly little: boolean) {}

  u16(...values: number[]): this {
    return this.#numbers(values, 2);
  }

  u32(...values: number[]): this {
    return this.#numbers(values, 4);
  }

  raw(bytes: Iterable<number>): this {
    this.#bytes.push(...bytes);
    return this;
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #numbers(values: number[], size: number): this {
    for (const value of values) {
      const big = Array.from({ length: size }, (_, i) => (value / 2 ** (8 * (size - 1 - i))) & 255);
      this.#bytes.push(...(this.little ? big.reverse() : big));
    }
    return this;
  }
}

export interface Record {
  readonly seconds: number;
  readonly fraction: number;
  readonly bytes: Uint8Array;
  readonly length?: number;
}

/** A pcap file. `extra` is what each record header has behind its four numbers. */
export function classic(
  little: boolean,
  records: readonly Record[],
  { magic = 0xa1b2c3d4, linkType = 1, snaplen = 262144, minor = 4, extra = [] as number[] } = {},
): Uint8Array {
  const file = new Writer(little).u32(magic).u16(2, minor).u32(0, 0, snaplen, linkType);
  for (const { seconds, fraction, bytes, length = bytes.length } of records) {
    file.u32(seconds, fraction, bytes.length, length).raw(extra).raw(bytes);
  }
  return file.bytes;
}

export type Option = readonly [code: number, value: Uint8Array];

/** A block of a pcapng file: type, the numbers of its body, data, options. */
export function block(
  little: boolean,
  type: number,
  body: (writer: Writer) => Writer,
  data: Uint8Array = new Uint8Array(0),
  options: readonly Option[] = [],
): Uint8Array {
  const inner = body(new Writer(little)).raw(data).raw(filling(data.length));
  for (const [code, value] of options) {
    inner.u16(code, value.length).raw(value).raw(filling(value.length));
  }
  if (options.length > 0) inner.u16(0, 0);
  const length = 12 + inner.bytes.length;
  return new Writer(little).u32(type, length).raw(inner.bytes).u32(length).bytes;
}

const filling = (length: number) => new Uint8Array((4 - (length % 4)) % 4);

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export const section = (little: boolean, options: readonly Option[] = []): Uint8Array =>
  block(
    little,
    0x0a0d0d0a,
    (w) => w.u32(0x1a2b3c4d).u16(1, 0).u32(0xffffffff, 0xffffffff),
    undefined,
    options,
  );

export const interfaceBlock = (
  little: boolean,
  linkType: number,
  options: readonly Option[] = [],
  snaplen = 0,
): Uint8Array => block(little, 1, (w) => w.u16(linkType, 0).u32(snaplen), undefined, options);

export const enhanced = (
  little: boolean,
  on: number,
  [high, low]: readonly [number, number],
  data: Uint8Array,
  options: readonly Option[] = [],
  length = data.length,
): Uint8Array => block(little, 6, (w) => w.u32(on, high, low, data.length, length), data, options);

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
