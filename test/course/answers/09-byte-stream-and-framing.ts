/** Answers to the exercises of notebook 09. */
import type { Answers } from "./answers";

export const byteStreamAndFraming: readonly Answers[] = [
  {
    id: "09.1",
    right: [[1, 60]],
    wrong: [[1, 1024], 1],
    slips: [
      [3, 3],
      [1, 3],
    ],
  },
  { id: "09.2", right: [13], wrong: [6, 15], slips: [12, 11, 7, 19] },
];
