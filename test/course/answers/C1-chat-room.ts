/** Answers to the exercises of capstone C1. */
import type { Answers } from "./answers";

export const chatRoom: readonly Answers[] = [
  { id: "C1.1", right: [132, 12 * 11], wrong: [66, 24], slips: [144, 11] },
  { id: "C1.3", right: [20_000_000], wrong: [20_000, 200_000], slips: [100_000] },
];
