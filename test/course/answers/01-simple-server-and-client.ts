/** Answers to the exercises of notebook 01. */
import type { Answers } from "./answers";

export const simpleServerAndClient: readonly Answers[] = [
  { id: "01.1", right: ["ECONNREFUSED"], wrong: ["ECONNRESET", null], slips: ["ETIMEDOUT"] },
  { id: "01.3", right: [1], wrong: [0, 2, true], slips: [3, 4] },
  { id: "01.4", right: [3], wrong: [4, 3000], slips: [1, 2] },
];
