/** Rules for the options of impairments: the values that each may have. */
import { inspect } from "node:util";
import { checkedOptions, invalid } from "../../errors";

/** The values that an option may have, as a test and in words. */
export interface Rule {
  allows(value: unknown): boolean;
  readonly words: string;
}

/** From 0 to 1. */
export const probability: Rule = {
  allows: (value) => isNumber(value) && value >= 0 && value <= 1,
  words: "a probability from 0 to 1, such as 0.2 for 20 %",
};

/** 0 ms or more. */
export const milliseconds: Rule = {
  allows: (value) => isNumber(value) && value >= 0,
  words: "milliseconds, 0 or more",
};

/** More than 0. */
export const bitsPerSecond: Rule = {
  allows: (value) => isNumber(value) && value > 0,
  words: "bits a second, more than 0, such as 1_000_000",
};

/** A number of bytes; 0 is one. */
export const byteCount: Rule = {
  allows: (value) => Number.isInteger(value) && (value as number) >= 0,
  words: "a number of bytes, 0 or more",
};

/** The size of a piece, 1 or more. */
export const sliceSize: Rule = {
  allows: (value) => Number.isInteger(value) && (value as number) >= 1,
  words: "the most bytes of a slice, 1 or more",
};

/** The seed of a sequence of chance. */
export const wholeNumber: Rule = {
  allows: (value) => Number.isSafeInteger(value),
  words: "a whole number: the same seed makes the same decisions",
};

/** Throws the error for an option that does not exist, or that cannot have its value. */
export function checkRules(
  options: object,
  rules: { readonly [option: string]: Rule },
  plain: readonly string[] = [],
): void {
  const names = [...Object.keys(rules), ...plain];
  if ("loss" in Object(options) && !names.includes("loss"))
    throw invalid(
      "a way for a byte stream has no loss",
      "TCP loses no bytes, it sends them again, and so they come late: give latency.",
    );
  checkedOptions(options, Object.fromEntries(names.map((name) => [name, true])));
  for (const [name, rule] of Object.entries(rules)) {
    const value = (options as { readonly [name: string]: unknown })[name];
    if (value !== undefined && !rule.allows(value))
      throw invalid(`${name} is ${inspect(value)}`, `Give ${rule.words}.`);
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
