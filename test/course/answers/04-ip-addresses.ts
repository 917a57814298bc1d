/** Answers to the exercises of notebook 04. */
import type { Answers } from "./answers";

const near = "127.8.8.8";
const link = "169.254.0.9";
const own = "172.20.1.1";
const world = "172.15.1.1";

export const ipAddresses: readonly Answers[] = [
  {
    id: "04.1",
    right: ["11001000", "1100 1000", 11001000],
    wrong: ["200", "1100100"],
    slips: ["00010011", "c8", "0xc8"],
  },
  {
    id: "04.2",
    right: ["10.20.64.0/20"],
    wrong: ["10.20.0.0/20", "10.0.0.0/8"],
    slips: [
      "10.20.77.0/24",
      "10.20.64.0/24",
      "10.20.64.0/240",
      "10.20.77.9/20",
      "10.20.77.0/20",
      "10.20.64.0",
    ],
  },
  {
    id: "04.4",
    right: [["the branch", "the main office", "the provider"]],
    wrong: [["the branch", "the main office"], "the branch"],
    slips: [["the branch", "the branch", "the provider"]],
  },
  {
    id: "04.5",
    right: [[near, link, own, world]],
    wrong: [
      [near, link],
      [world, own, link, near],
    ],
    slips: [
      [near, link, world, own],
      [link, near, own, world],
    ],
  },
];
