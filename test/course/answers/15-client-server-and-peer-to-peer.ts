/** Answers to the exercises of notebook 15. */
import type { Answers } from "./answers";

export const clientServerAndPeerToPeer: readonly Answers[] = [
  {
    id: "15.1",
    right: [[100, 90]],
    wrong: [[90, 100], 100],
    slips: [
      [90, 90],
      [110, 100],
      [110, 90],
      [20, 10],
      [11, 10],
    ],
  },
  { id: "15.2", right: [["a"]], wrong: ["c", ["b"]], slips: [["a", "c"], ["a", "b"], []] },
  {
    id: "15.4",
    right: ["sum 1042", 1042],
    wrong: ["sum 42", "EACCES"],
    slips: ["sum 1000", 1000, "sum 2042", 2042],
  },
];
