/** Answers to the exercises of capstone C2. */
import type { Answers } from "./answers";

export const gameServer: readonly Answers[] = [
  {
    id: "C2.2",
    right: [[156, 110_400]],
    wrong: [[150, 110_400], 156],
    slips: [
      [156, 93_600],
      [156, 3_680],
    ],
  },
  {
    id: "C2.3",
    right: [["udp", "tcp", "udp", "tcp", "udp"]],
    wrong: ["udp", ["tcp", "udp", "tcp", "udp", "tcp"]],
    slips: [["tcp", "tcp", "tcp", "tcp", "tcp"]],
  },
];
