/** Options of osi.ladder(), checked. */
import { checkedOptions, invalid, type NamesOf } from "../../errors";

/** Options of a ladder. */
export interface LadderOptions {
  /**
   * What has a lifeline: each host (`"hosts"`), or each address with its port (`"ports"`). By default, ports where
   * there is one conversation, or where both ends have one address; else hosts.
   */
  readonly lifelines?: "hosts" | "ports";
  /** `"scale"`: the later, the lower, so that pauses show. By default, each row follows the one above. */
  readonly time?: "rows" | "scale";
  /** Numbers of the first and the last row to draw: `[10, 40]`; by default, all of them. */
  readonly rows?: readonly [first: number, last: number];
  /** `false` draws every row, up to 2000. By default, runs of plain data and ACKs are folded once there are many rows. */
  readonly fold?: boolean;
}

interface Rule {
  readonly allows: (value: unknown) => boolean;
  readonly wanted: string;
}

const rules: { readonly [option in keyof Required<LadderOptions>]: Rule } = {
  lifelines: { allows: (it) => it === "hosts" || it === "ports", wanted: '"hosts" or "ports"' },
  time: { allows: (it) => it === "rows" || it === "scale", wanted: '"rows" or "scale"' },
  rows: { allows: isRange, wanted: "two whole numbers, the first and the last: [10, 40]" },
  fold: { allows: (it) => typeof it === "boolean", wanted: "true or false" },
};

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((it) => Number.isInteger(it));
}

const ladderNames: NamesOf<LadderOptions> = { lifelines: true, time: true, rows: true, fold: true };

/** The options, checked. */
export function ladderOptions(options: LadderOptions): LadderOptions {
  checkedOptions(options, ladderNames);
  for (const [name, { allows, wanted }] of Object.entries(rules)) {
    const value = options[name as keyof LadderOptions];
    if (value !== undefined && !allows(value))
      throw invalid(`osi.ladder(): ${name} is ${wanted}`, `Or leave ${name} out.`);
  }
  return options;
}
