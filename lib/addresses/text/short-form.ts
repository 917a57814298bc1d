/** The one short form of an IPv6 address, and how RFC 5952 comes to it, rule by rule. */
import { bytesOf, groupsOf, longGroups } from "./notation";

/** One rule, and what the address looks like when it has been applied. */
export interface ShorteningStep {
  /** Where the rule stands: `"RFC 5952, section 4.1"`. */
  readonly rule: string;
  /** The text of the rule, for this address. */
  readonly says: string;
  /** The address after it. */
  readonly result: string;
}

/** The short form (RFC 5952, section 4): small letters, no leading zeros, `::` for the longest run of zero groups. */
export function shortForm(number: bigint): string {
  const groups = groupsOf(number).map((group) => group.toString(16));
  const tail = mixedTail(number);
  return compressed(tail === undefined ? groups : [...groups.slice(0, 6), tail], longest(zeroRuns(number)));
}

/** The way from the form that was written to the short one: the rules that applied, in order. */
export function shorteningSteps(number: bigint, written: string): ShorteningStep[] {
  const groups = groupsOf(number).map((group) => group.toString(16));
  const long = longGroups(number);
  const steps: ShorteningStep[] = [];
  const lower = written.toLowerCase();
  if (lower !== written) {
    steps.push({ rule: "RFC 5952, section 4.3", says: "a to f are written small.", result: lower });
  }
  if (lower !== long) {
    steps.push({
      rule: "RFC 4291, section 2.2",
      says: "Written out, to begin with: eight groups of four digits.",
      result: long,
    });
  }
  const bare = groups.join(":");
  if (bare !== long) {
    steps.push({
      rule: "RFC 5952, section 4.1",
      says: "Zeros at the beginning of a group are left out; a group of zeros is written 0.",
      result: bare,
    });
  }
  const short = compressed(groups, longest(zeroRuns(number)));
  const zeros = zeroSteps(number);
  steps.push(...zeros.map((step) => ({ ...step, result: short })));
  const end = shortForm(number);
  if (end !== short) {
    steps.push({
      rule: "RFC 5952, section 5",
      says: "This prefix says that the last 32 bits are an IPv4 address: they are written as one.",
      result: end,
    });
  }
  return steps;
}

function zeroSteps(number: bigint): Array<Omit<ShorteningStep, "result">> {
  const runs = zeroRuns(number);
  const chosen = longest(runs);
  if (!chosen) {
    if (runs.length === 0) return [];
    return [
      { rule: "RFC 5952, section 4.2.2", says: `One group of zeros alone stays 0: "::" is for two or more.` },
    ];
  }
  const steps = [
    {
      rule: "RFC 5952, section 4.2.1",
      says: `"::" stands for as many groups of zeros as it can: ${chosen.length} here.`,
    },
  ];
  const others = runs.filter((run) => run !== chosen && run.length > 1);
  const tied = others.some((run) => run.length === chosen.length);
  if (others.length > 0) {
    const says = tied
      ? `Of runs equally long the first is shortened; "::" may stand only once.`
      : `The longest run is shortened, the shorter one is not; "::" may stand only once.`;
    steps.push({ rule: "RFC 5952, section 4.2.3", says });
  }
  return steps;
}

interface Run {
  readonly from: number;
  readonly length: number;
}

function zeroRuns(number: bigint): Run[] {
  const groups = groupsOf(number);
  // The last two groups, written as an IPv4 address, have no colon between them that "::" could replace.
  const count = mixedTail(number) === undefined ? 8 : 6;
  const runs: Run[] = [];
  for (let from = 0; from < count; from++) {
    let length = 0;
    while (from + length < count && groups[from + length] === 0) length++;
    if (length > 0) runs.push({ from, length });
    from += length;
  }
  return runs;
}

/** The first of the longest, if it is two groups or more. */
function longest(runs: readonly Run[]): Run | undefined {
  let best: Run | undefined;
  for (const run of runs) if (run.length > Math.max(1, best?.length ?? 0)) best = run;
  return best;
}

function compressed(pieces: readonly string[], run: Run | undefined): string {
  if (!run) return pieces.join(":");
  return `${pieces.slice(0, run.from).join(":")}::${pieces.slice(run.from + run.length).join(":")}`;
}

/** The last 32 bits as IPv4, behind the prefixes that say so: IPv4-mapped (RFC 4291) and NAT64 (RFC 6052, section 2.4). */
function mixedTail(number: bigint): string | undefined {
  const prefix = number >> 32n;
  return prefix === 0xffffn || prefix === 0x64ff9bn << 64n
    ? bytesOf(6, number).slice(12).join(".")
    : undefined;
}
