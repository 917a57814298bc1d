/** Right and wrong answers in clear, which the course itself knows as digests only. */
interface Answers {
  readonly id: string;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
  /** Wrong answers with a word of their own. */
  readonly slips?: readonly unknown[];
}

export const answers: readonly Answers[] = [
  { id: "00.1", right: [1, "1"], wrong: [0, 2, "one"], slips: [3, 4] },
  { id: "00.2", right: ["ETIMEDOUT", "etimedout"], wrong: ["EINTR", 500, ""], slips: ["ECONNREFUSED"] },
  { id: "01.1", right: ["ECONNREFUSED"], wrong: ["ECONNRESET", null], slips: ["ETIMEDOUT"] },
  { id: "01.3", right: [1], wrong: [0, 2, true], slips: [3, 4] },
  { id: "01.4", right: [3], wrong: [4, 3000], slips: [1, 2] },
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
