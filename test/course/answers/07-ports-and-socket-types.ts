/** Answers to the exercises of notebook 07. */
import type { Answers } from "./answers";

export const portsAndSocketTypes: readonly Answers[] = [
  {
    id: "07.1",
    right: [["a", "b", "d"]],
    wrong: [["a"], ["a", "b"], "a"],
    slips: [
      ["a", "d"],
      ["a", "b", "c", "d"],
    ],
  },
  {
    id: "07.2",
    right: [[1, 1000]],
    wrong: [1, [2, 1000]],
    slips: [
      [1000, 1000],
      [1001, 1000],
      [1, 1],
    ],
  },
  { id: "07.4", right: [17], wrong: [1, "UDP"], slips: [0, 6] },
];
