/** The exercises of notebook 02, Layers and PDUs. */
import type { Exercises } from "../exercise";

export const layersAndPdus: Exercises = {
  "02.1": {
    asks: "The layers of the texts A to G, as a list of seven numbers.",
    hints: [
      "Begin with the ends: bits are 1, and HTTP is 7.",
      "Going from network to network by address is one layer; going from program to program, with acknowledgements, is the one above it.",
      "The notes give the texts of 3, 4 and 5 the wrong names. Sort by what the text says, not by what it is called.",
    ],
    right: ["WnYrADkOYLygj7u5uaw-9i5gSAvnm6DeHUYMwoGaKGU", "FPjkCzcDE8y6_ei5ubnfMollyZc5AXyoZ_sYafXGxrY"],
    slips: [
      {
        answers: ["4VsT67Lgdg_g29J4lmnl3x8HOMefmAS7KeiW6tRjixo"],
        says: "These are the names of the notes. Four are right; those of A, C and E went round in a circle.",
      },
    ],
  },
  "02.2": {
    asks: "The numbers of the layers that a router needs to pass a packet on.",
    hints: [
      "A router chooses the way by the address of a packet. What does it have to take apart to find that address?",
      "Bits come in, make a frame, and the frame holds a packet; going out, the same in reverse.",
    ],
    right: ["vN_kzOUrHoRrEV_Mh4sZntOB87_thgfk6Zyvt1U_hk4", "hJRFddRTrHspSDPUOUdS7Oc3D_GogOhEt2AZZyOgKak"],
    slips: [
      {
        answers: ["yQ4mD_8UL3BUYClrrclesiYjgHl5C3xemBMUGkdJxBE"],
        says: "There it chooses the way. But a packet comes and goes in frames, and those over a medium.",
      },
      {
        answers: [
          "7rL562P2RPg2rqjUrPqUk5Gwg159dMv9vh9uOoR_saw",
          "IFZ1IKqXsnQJbp5sqz1A3f1tHT9t0z36d9RZddwrdtw",
        ],
        says: "The ports of layer 4 are for the hosts: a plain router does not look at them.",
      },
      {
        answers: ["nCH7IVkJnqOag8qEl-Ovql5ZpCCACcUrByafGfHZl2Y"],
        says: "Those are the layers of a host. What a router passes on, it does not read to the end.",
      },
    ],
  },
  "02.3": {
    asks: "The bytes of UDP, IPv4 and Ethernet header around a payload of 1 byte.",
    hints: [
      "UDP's header has 8 bytes (RFC 768).",
      "Put UDP's header where TCP's was in the sum above, and leave out what comes after the payload.",
    ],
    right: ["g_39E8g7LAPHsWFk4gBJj4xRbmsQz5Gq8yNVMCKhFjs"],
    slips: [
      {
        answers: ["59Iij40wWJo-53S9SfiTSdEiMBow3l2ljwboUGfGHFs"],
        says: "That counts the frame check sequence too. It follows the payload: it is a trailer, no header.",
      },
      {
        answers: [
          "cs1q_upLBVIRSr3SKgac6zammnslGgUtvq1peKaJ8aU",
          "O_9u7yQ_IP_xnjaS0NKEJ8laZbpkYZCZsPLFo8qg5B8",
        ],
        says: "That is with TCP's header: UDP's is shorter.",
      },
      {
        answers: ["KXv2Sqkfuy4IO2oEYtVOma1KGh4Rw1uNgF54lINR6R4"],
        says: "That is the packet's part. The frame has a header as well.",
      },
      {
        answers: ["LxU4zxZXPPmXtYd6X46lduitB-nIamtIZuuDOYVXsUQ"],
        says: "That is UDP's own header. Below it, the packet and the frame have one each.",
      },
      { answers: ["MfOQMzfNX1eWfHwn5kXHJvVNkiY66mc0cHzks0vXuMI"], says: "That counts the payload too." },
    ],
  },
  "02.4": {
    asks: "The bits of the letter A in the order in which Ethernet sends them.",
    hints: ["Take bitsOf(…) of the cell above.", "The letter A is the byte 0x41."],
    right: ["wGsvuR0u5VXRTaXVNJ1mFcGwAaIMc2llJyrtZZl4-xI", "1oZoOskMXp584mvLhy7qBOUwnIjG__EYsOQWUi75gME"],
    slips: [
      {
        answers: [
          "kbh1CyVTu-F98SDSNb-J0OEvOWgU2LVCw_cjdkfv8U0",
          "G6Uesz2xUQE9FWD7-izn9dppaEpUl8zyAhZNg2CybYg",
        ],
        says: "That is how one writes the byte. Ethernet sends the lowest bit first.",
      },
    ],
  },
};
