/** Answers to the exercises of notebook 03. */
import type { Answers } from "./answers";

export const packetByHand: readonly Answers[] = [
  {
    id: "03.1",
    right: [
      ["RST", "ACK"],
      ["ack", "rst"],
    ],
    wrong: [["FIN"], "SYN"],
    slips: [["SYN", "ACK"], ["RST"], "RST"],
  },
  { id: "03.2", right: [14787, "0x39c3"], wrong: [0, 58], slips: [31931, 31375] },
];
