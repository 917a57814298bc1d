/** Answers to the exercises of notebook 11. */
import type { Answers } from "./answers";

export const udpDatagrams: readonly Answers[] = [
  {
    id: "11.1",
    right: [
      [3, 4, 6, 7],
      ["3", "4", "6", "7"],
    ],
    wrong: [[], [3, 4]],
  },
  { id: "11.2", right: [0], wrong: [20, 16], slips: [4] },
];
