/** Answers to the exercises of notebook 16. */
import type { Answers } from "./answers";

export const httpByHandThenRest: readonly Answers[] = [
  {
    id: "16.2",
    right: [[1, 4, 1]],
    wrong: [[2, 4, 2], 1],
    slips: [
      [4, 4, 4],
      [1, 4, 4],
      [1, 3, 1],
    ],
  },
  {
    id: "16.3",
    right: [
      ["GET", "HEAD", "PUT", "DELETE"],
      ["get", "head", "put", "delete"],
    ],
    wrong: [["GET", "POST"], []],
    slips: [
      ["PUT", "DELETE"],
      ["GET", "HEAD"],
      ["GET", "HEAD", "PUT", "DELETE", "PATCH"],
    ],
  },
];
