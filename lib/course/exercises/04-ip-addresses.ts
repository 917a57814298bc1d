/** The exercises of notebook 04, IP addresses. */
import { inspect } from "node:util";
import type { Exercises } from "../exercise";

/** Whether so many hosts fit behind so long a prefix. */
function room(prefix: number, hosts: number, expected: boolean) {
  return {
    says: `fits(${prefix}, ${hosts}) is ${expected}`,
    async run(fits: (...parameters: unknown[]) => unknown) {
      const answer = await fits(prefix, hosts);
      if (answer !== expected)
        throw new Error(`A /${prefix} and ${hosts} hosts: expected ${expected}, and was ${inspect(answer)}.`);
    },
  };
}

export const ipAddresses: Exercises = {
  "04.1": {
    asks: "The 8 bits of the number 200, as a text.",
    hints: [
      "Take away the largest power of two that fits, and go on with the rest: 128, 64, 32, 16, 8, 4, 2, 1.",
      "200 is more than 128, so the first bit is 1, and 72 are left. Does 64 fit into 72?",
    ],
    right: ["vsB67ikBdOK8Q52m5IfKc_eouOgKP4JSsf6bZ5d0Ddc"],
    slips: [
      {
        answers: ["hg8tvLNIwtylprPOmeG4_ZYBdXfCJy5_X5T7-0UTIzM"],
        says: "That is the other way round: the bit for 128 comes first.",
      },
      {
        answers: [
          "X3D_Jhr3mk8El2HdnUAJumCegrK6iBsYLQMBBb9DDdw",
          "mZzIe12kKqhE4Oc6cWBmZYHUe9lN0FvxrCCroaiKCRI",
        ],
        says: "That is 200 in hexadecimal, two digits of four bits each. Write out the bits.",
      },
    ],
  },
  "04.2": {
    asks: "The network of 10.20.77.9 with the mask 255.255.240.0, with its prefix length.",
    hints: [
      "How many ones has 240? Add them to the 16 ones of the first two bytes.",
      "Only the third byte needs work: 77 AND 240. Write both with eight bits.",
    ],
    right: ["b3f0seQo5GM4eFPqHmo2-5MaB9_SafPqIoQbUIHNYlg"],
    slips: [
      {
        answers: ["oIv7R5cPXAAM7sg0QbOgaCxo5NpG5hKjWJuHw7Wyb1A"],
        says: "The mask cuts through the third byte: four of its bits are the network's.",
      },
      {
        answers: [
          "3tcCAE7bxyXIWmp26eQXppB9rBvJW408VqS4XCqDJnk",
          "9r-k10szGSFHx5YePp_pwslRNmkCfVruaecSRJ9UG_0",
        ],
        says: "The network is right. How many ones has the mask?",
      },
      {
        answers: [
          "iXRSDAaiD-ElV2K2j_3Rc87vpAs2p9Yx3tvSQR9XN8s",
          "Fh3z467KQOB27HpBYaEC4OmjCXCSOrvflnVaaW-TxAU",
        ],
        says: "The host's bits of the third byte are zero in the network's address: 77 AND 240.",
      },
      {
        answers: ["R_DAZupow8ILTUCyoFMkvmte4UwVuZyz1yaNua8VOMU"],
        says: "That is the network. Write the prefix length behind it, with a slash.",
      },
    ],
  },
  "04.3": {
    asks: "Write fits(prefix, hosts): whether an IPv4 network of that prefix length has room for so many hosts.",
    hints: [
      "32 bits in all; those that are not the network's are the hosts'.",
      "n bits count 2 ** n addresses. Which two of them are not given to hosts?",
    ],
    answer: "function",
    trials: [
      room(26, 62, true),
      room(26, 63, false),
      room(24, 254, true),
      room(24, 256, false),
      room(30, 2, true),
      room(20, 4094, true),
      room(20, 4095, false),
    ],
  },
  "04.4": {
    asks: "Where 10.1.200.1, 10.2.0.1 and 172.16.0.1 go: a list of three texts of the table.",
    hints: [
      "For each address, ask of each row: are the first 16, 8 or 0 bits the same? Of the rows that fit, take the longest.",
      "No bits at all are the same in every address: that row always fits, and comes last.",
    ],
    right: ["KtYnW3U3zqF19M_TYX_UjIVlGRYoSJAwRbpR3MH-JnE"],
    slips: [
      {
        answers: ["rTF0xXXUirDA0xW3bDpRmjgjan8KTM4jTCSieDK6G1I"],
        says: "10.2.0.1 begins with 10, not with 10.1.",
      },
    ],
  },
  "04.5": {
    asks: "The four addresses, the one whose packets stay nearest first.",
    hints: [
      "Ask ip(…).scope of each.",
      "172.16.0.0/12 goes from 172.16.0.0 to 172.31.255.255. Which of the two 172s is inside?",
    ],
    right: ["Nv_0EcP0sjRbDecIW0peBTmIrV2VzPAtE7jWQYIX9go"],
    slips: [
      {
        answers: ["-OGO3iMhqXdlsm58XCutwbbUEksIH327NHKar9LAeVE"],
        says: "Look at the two that begin with 172: one of them is somebody's, anywhere in the world.",
      },
      {
        answers: ["mL2C9BfomE_xGPgzK22OLxqnlqBD5ZLdTBF-QT9uSn0"],
        says: "Loopback does not even leave the machine; link-local leaves it, and stays on the link.",
      },
    ],
  },
};
