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
        given: ["4VsT67Lgdg_g29J4lmnl3x8HOMefmAS7KeiW6tRjixo"],
        says: "These are the names of the notes. Four are right; those of A, C and E went round in a circle.",
      },
    ],
  },
  "02.2": {
    asks: "The bytes of UDP, IPv4 and Ethernet header around a payload of 1 byte.",
    hints: [
      "UDP's header has 8 bytes (RFC 768).",
      "Put UDP's header where TCP's was in the sum above, and leave out what comes after the payload.",
    ],
    right: ["tiwlpG0yf7rZR8WMuzUfY6BqULc8VAegEUGyFc8MhKA"],
    slips: [
      {
        given: ["gd-EQD3pjFLaoDs15_3aGrKRvOi5JKpdvTo6aPCacbo"],
        says: "That counts the frame check sequence too. It follows the payload: it is a trailer, no header.",
      },
      {
        given: ["g80mzbO1L048GsGbwAieSV5qRAx1JI52wCwU2iZiMYA", "IgEZLkYH9mb4-bhM0BDK3bMOC46GOHhgIFf20bCuJB8"],
        says: "That is with TCP's header: UDP's is shorter.",
      },
      {
        given: ["3tORzDxyfmFUAbHIJIM2nCfkTgFOIci8cRR_EeYKVRc"],
        says: "That is the packet's part. The frame has a header as well.",
      },
      {
        given: ["0AX7v_V-R8IB4qml6YGND3x2AMH_AX1E3qhj3KIIyOE"],
        says: "That is UDP's own header. Below it, the packet and the frame have one each.",
      },
      { given: ["4jw7v8YfXRHSoQnDs3-DMLQOLyF7A6iB1iFAsptdIlw"], says: "That counts the payload too." },
    ],
  },
  "02.3": {
    asks: "The bits of the letter A in the order in which Ethernet sends them.",
    hints: ["Take bitsOf(…) of the cell above.", "The letter A is the byte 0x41."],
    right: ["T0Suid7RWoTeNd3gK1HWb9-S-6T7_tnUOyDpae7Xt80", "Mqpy9V5MOxmW-SABAHyww6NZaxGsLu7X1QMZf2MtofI"],
    slips: [
      {
        given: ["I6mZA0x1mevIVovOndx_wUrr_SkSMVzoCsold7MqbQg", "SOK-MVO-MZuKvKFoNHjc7gcJBgkRphxpUfFKGxP8KdQ"],
        says: "That is how one writes the byte. Ethernet sends the lowest bit first.",
      },
    ],
  },
  "02.4": {
    asks: "The numbers of the layers that a router needs to pass a packet on.",
    hints: [
      "A router chooses the way by the address of a packet. What does it have to take apart to find that address?",
      "Bits come in, make a frame, and the frame holds a packet; going out, the same in reverse.",
    ],
    right: ["qSH22xleIrEWJ6RSI-EkK7kbbUPfL6XovLOuajnuP9A", "bAJ462jy8jVmBlrbn44Dq_aVnObb768LpGiqRLAOO3o"],
    slips: [
      {
        given: ["BX8xoFqunUm7p50CIoxim4bhI-ycpRlgqbUMjHvfk0k"],
        says: "There it chooses the way. But a packet comes and goes in frames, and those over a medium.",
      },
      {
        given: ["MnirwUdyfwpHiLmCc0dsoAt8BT8nOY6T9pXOzcdpDkE", "se0nf7UAAM_TigMbANJ-hkGaJ9edWOotoP6kovZLIz0"],
        says: "The ports of layer 4 are for the hosts: a plain router does not look at them.",
      },
      {
        given: ["NWZibpj1ym0YpuzH1RD0eTEvcPSGl0mobdPlnHbPGto"],
        says: "Those are the layers of a host. What a router passes on, it does not read to the end.",
      },
    ],
  },
};
