/** Answers to the exercises of notebook 12. */
import type { Answers } from "./answers";

export const fastMeasureIt: readonly Answers[] = [
  {
    id: "12.1",
    right: [[500, 1000, 550]],
    wrong: [[500, 500, 500], 500],
    slips: [
      [500, 1000, 500],
      [50, 100, 100],
    ],
  },
  {
    id: "12.2",
    right: [[1, 2, 2, 2, 5, 6, 6]],
    wrong: [[1, 2, 2, 2, 5, 6, 8], 6],
    slips: [
      [1, 2, 3, 4, 5, 6, 7],
      [1, 2, 2, 2, 3, 3, 3],
    ],
  },
  {
    id: "12.3",
    right: [["udp", "tcp", "udp", "tcp", "udp"]],
    wrong: [["tcp", "tcp", "tcp", "tcp", "tcp"], "udp"],
    slips: [["udp", "tcp", "tcp", "tcp", "udp"]],
  },
];
