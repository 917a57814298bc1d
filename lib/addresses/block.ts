/** Blocks of addresses as numbers: what every question about networks comes down to. */

/** 4 or 6: which Internet Protocol. */
export type IpVersion = 4 | 6;

/** All addresses that begin with the same `prefix` bits; `number` is the first of them. */
export interface Block {
  readonly version: IpVersion;
  readonly number: bigint;
  readonly prefix: number;
}

/** Bits in an address: 32 or 128. */
export function width(version: IpVersion): number {
  return version === 4 ? 32 : 128;
}

/** The mask of a prefix: so many ones, then zeros (RFC 4632, section 3.1). */
export function maskOf(version: IpVersion, prefix: number): bigint {
  return allOnes(width(version)) ^ allOnes(width(version) - prefix);
}

/** So many bits, all of them 1. */
export function allOnes(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

/** The number of addresses in a block. */
export function sizeOf({ version, prefix }: Pick<Block, "version" | "prefix">): bigint {
  return 1n << BigInt(width(version) - prefix);
}

/** Its last address. */
export function lastOf(block: Block): bigint {
  return block.number + sizeOf(block) - 1n;
}

/** The block of this size that the address lies in: address AND mask. */
export function blockAround(version: IpVersion, number: bigint, prefix: number): Block {
  return { version, number: number & maskOf(version, prefix), prefix };
}

/** Is `inner` wholly in `outer`? */
export function encloses(outer: Block, inner: Block): boolean {
  return (
    outer.version === inner.version &&
    outer.prefix <= inner.prefix &&
    (inner.number & maskOf(outer.version, outer.prefix)) === outer.number
  );
}

/** By version, then by number, then the larger first. */
export function order(a: Block, b: Block): number {
  if (a.version !== b.version) return a.version - b.version;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : a.prefix - b.prefix;
}

/** The smallest block with both in it. */
export function smallestAround(a: Block, b: Block): Block {
  let prefix = Math.min(a.prefix, b.prefix);
  while ((a.number & maskOf(a.version, prefix)) !== (b.number & maskOf(a.version, prefix))) prefix--;
  return blockAround(a.version, a.number, prefix);
}

/** The fewest blocks with exactly the same addresses: what lies in another goes, halves that fit together become one. */
export function summarized(blocks: readonly Block[]): Block[] {
  const sorted = [...blocks].sort(order);
  const kept: Block[] = [];
  for (let next of sorted) {
    const last = kept.at(-1);
    if (last && encloses(last, next)) continue;
    for (let left = kept.at(-1); left && areHalves(left, next); left = kept.at(-1)) {
      kept.pop();
      next = { ...left, prefix: left.prefix - 1 };
    }
    kept.push(next);
  }
  return kept;
}

function areHalves(a: Block, b: Block): boolean {
  return (
    a.version === b.version &&
    a.prefix === b.prefix &&
    blockAround(a.version, b.number, a.prefix - 1).number === a.number &&
    lastOf(a) + 1n === b.number
  );
}

/** The fewest blocks that fill a block from this address of it up to its end. */
export function restOf(whole: Block, from: bigint): Block[] {
  const { version } = whole;
  const blocks: Block[] = [];
  for (let number = from; number <= lastOf(whole); ) {
    let prefix = width(version);
    // One size up, as long as a block of that size begins here.
    while (prefix > whole.prefix && blockAround(version, number, prefix - 1).number === number) prefix--;
    blocks.push({ version, number, prefix });
    number += sizeOf({ version, prefix });
  }
  return blocks;
}
