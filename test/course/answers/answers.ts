/** What a right or wrong answer looks like in clear; the course itself knows digests only. */
export interface Answers {
  readonly id: string;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
  /** Wrong answers with a word of their own. */
  readonly slips?: readonly unknown[];
}
