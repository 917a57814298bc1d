/** Answers to the exercises of notebook 08. */
import type { Answers } from "./answers";

export const tcpLifeOfAConnection: readonly Answers[] = [
  {
    id: "08.1",
    right: ["FCDEAGB", "f c d e a g b"],
    wrong: ["ABCDEFG", "FCDE"],
    slips: ["FCDEABG", "FCEDAGB"],
  },
  { id: "08.2", right: ["server"], wrong: ["both", "nobody"], slips: ["client"] },
  { id: "08.4", right: [0], wrong: [3600, "none"], slips: [1, 2] },
];
