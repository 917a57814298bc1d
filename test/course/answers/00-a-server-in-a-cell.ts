/** Answers to the exercises of notebook 00. */
import type { Answers } from "./answers";

export const serverInACell: readonly Answers[] = [
  { id: "00.1", right: [1, "1"], wrong: [0, 2, "one"], slips: [3, 4] },
  { id: "00.2", right: ["ETIMEDOUT", "etimedout"], wrong: ["EINTR", 500, ""], slips: ["ECONNREFUSED"] },
];
