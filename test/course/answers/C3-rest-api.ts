/** Answers to the exercises of capstone C3. */
import type { Answers } from "./answers";

export const restApi: readonly Answers[] = [
  {
    id: "C3.1",
    right: [[422, 415, 400], "422, 415, 400"],
    wrong: [[400, 400, 400], 422],
    slips: [[400, 415, 422]],
  },
  {
    id: "C3.2",
    right: [
      ["If-Match", 412],
      ["if-match", "412"],
    ],
    wrong: [["ETag", 412], "If-Match"],
    slips: [
      ["If-None-Match", 412],
      ["If-Match", 409],
    ],
  },
];
