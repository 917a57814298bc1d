/** The exercises of notebook 12, “Fast!!”: measure it. */
import type { Exercises } from "../exercise";

export const fastMeasureIt: Exercises = {
  "12.1": {
    asks: "Milliseconds for ten questions: with UDP, with a TCP connection for each, with one kept TCP connection.",
    hints: [
      "With UDP each question takes one round trip.",
      "A new connection is one round trip more, before the question. How many handshakes are there in each case?",
    ],
    right: ["SgcApPSaWUBF5T4LbMaPeatciDDzRAYJ0JCbRmB_w-A"],
    slips: [
      {
        answers: ["D7xRmA2lyCsVReHpD4EDuvcHtoL2OEWsYeE7pNFAhOM"],
        says: "The kept connection has to be made, too: once.",
      },
      {
        answers: ["pOOCOSMfgetxdTUMu0OIre_Bu2QBZlYt7tn1972TDmU"],
        says: "That is for one question of each kind. There are ten.",
      },
    ],
  },
  "12.2": {
    asks: "How many have been passed on in order after each of the seven arrivals?",
    hints: [
      "After 1 and 2 both are through. Then comes 4: may it pass, with 3 not there?",
      "When 3 comes, it is not the only one that can go.",
    ],
    right: ["IhKRAu-fWkzk60vFUVFnOn9BiNqzL8qmX3H15BGUTCw"],
    slips: [
      {
        answers: ["RL-yVZDJLcTW1Sx8pu6g7iIODJ7ERK_-ZrhvOAsvteo"],
        says: "Those are the arrivals. What comes behind a hole waits.",
      },
      {
        answers: ["pou4XeSvYE5h5V9yOV_qT5q4nIqdDzcuqIiYrFLSh8E"],
        says: "When 3 comes, 4 and 5 have been waiting for it: all three go.",
      },
    ],
  },
  "12.3": {
    asks: '"tcp" or "udp" for (a) to (e): a list of five texts.',
    hints: [
      "Ask of each: is it worth anything when it comes late? And: is it worth anything with a hole in it?",
      "For one short question, what does the handshake cost, compared with the rest?",
    ],
    right: ["IBTpDCLlPybyV9TCfo_kBQk2aBva2pF_SsHXc5U30UM"],
    slips: [
      {
        answers: ["_xOtPibXOpDetYS9_c5gRmWFXTQFD_uH2w0nOZsRDEk"],
        says: "A thousand handshakes for a thousand questions: (c) is what DNS was made for.",
      },
    ],
  },
};
