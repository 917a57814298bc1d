/** What a reader may ask of a ladder. */
import { NetcellError } from "../../errors";

/** How a ladder is to be drawn. */
export interface LadderOptions {
  /**
   * What has a lifeline: each host (`"hosts"`), or each address with its port (`"ports"`). Unless told, ports where
   * there is one conversation, or where both ends have one address; else hosts.
   */
  readonly lifelines?: "hosts" | "ports";
  /** `"scale"`: the later, the lower, so that pauses show. Unless told, each row follows the one above. */
  readonly time?: "rows" | "scale";
  /** Numbers of the first and the last row to draw: `[10, 40]`; all of them unless told. */
  readonly rows?: readonly [first: number, last: number];
  /** `false` draws every row, up to 2000. Unless told, runs of plain data and ACKs are folded once there are many rows. */
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

/** The options, if they are what they should be. */
export function checked(options: LadderOptions): LadderOptions {
  for (const [name, value] of Object.entries(options)) {
    const rule: Rule | undefined = Object.hasOwn(rules, name)
      ? rules[name as keyof LadderOptions]
      : undefined;
    if (rule && (value === undefined || rule.allows(value))) continue;
    throw new NetcellError(
      rule
        ? `osi.ladder(): ${name} is ${rule.wanted}`
        : `osi.ladder() has no option ${JSON.stringify(name).slice(0, 40)}`,
      {
        code: "EINVAL",
        hint: rule ? `Or leave ${name} out.` : `Its options: ${Object.keys(rules).join(", ")}.`,
      },
    );
  }
  return options;
}
