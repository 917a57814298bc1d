/** Answers to the exercises of notebook 13. */
import type { Answers } from "./answers";

export const notOnlyTheInternet: readonly Answers[] = [
  { id: "13.1", right: ["EACCES", "eacces"], wrong: ["ENOENT", 13], slips: ["ECONNREFUSED", "EPERM"] },
  { id: "13.3", right: [6, "6"], wrong: [7, 0], slips: [5, 4] },
];
