/** Answers to the exercises of notebook 02. */
import type { Answers } from "./answers";

export const layersAndPdus: readonly Answers[] = [
  {
    id: "02.1",
    right: [
      [5, 1, 3, 7, 4, 2, 6],
      ["5", "1", "3", "7", "4", "2", "6"],
      ["Session", "Physical", "Network", "Application", "Transport", "Data Link", "Presentation"],
    ],
    wrong: [[7, 6, 5, 4, 3, 2, 1], [5, 1, 3, 7, 4, 2], []],
    slips: [[4, 1, 5, 7, 3, 2, 6]],
  },
  {
    id: "02.2",
    right: [
      [1, 2, 3],
      [3, 2, 1],
    ],
    wrong: [[2, 3], 3],
    slips: [[3], [1, 2, 3, 4], [4, 3, 2, 1], [1, 2, 3, 4, 5, 6, 7]],
  },
  { id: "02.3", right: [42, 8 + 20 + 14], wrong: [0, 64], slips: [46, 54, 58, 28, 8, 43] },
  {
    id: "02.4",
    right: ["10000010", "1000 0010", ["1", "0", "0", "0", "0", "0", "1", "0"]],
    wrong: ["00010010", 65],
    slips: ["01000001"],
  },
];
