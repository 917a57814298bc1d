/** Answers to the exercises of notebook 08. */
import type { Answers } from "./answers";

export const tcpLifeOfAConnection: readonly Answers[] = [
  {
    id: "08.1",
    right: ["FCDEAGB", "f c d e a g b", [..."FCDEAGB"]],
    wrong: ["ABCDEFG", "FCDE"],
    slips: ["FCDEABG", "FCEDAGB"],
  },
  { id: "08.2", right: [2], wrong: ["both", 0], slips: [1, 3] },
  { id: "08.4", right: [0], wrong: [3600, "none"], slips: [1, 2] },
];
