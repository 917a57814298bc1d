/** The exercises of notebook 03, A packet by hand. */
import { IP, Packet, packet, TCP } from "../../packets";
import type { Exercises, Trial } from "../exercise";

type Reset = (...parameters: unknown[]) => unknown;

interface Segment {
  readonly flags: string;
  readonly seq: number;
  readonly data: string;
}

/** A segment to a port where nobody listens, and the number that its refusal acknowledges. */
function refuses(says: string, { flags, seq, data }: Segment, ack: number): Trial<Reset> {
  return {
    says,
    async run(reset) {
      const asked = packet(
        IP({ src: "192.0.2.1", dst: "198.51.100.2" }),
        TCP({ sport: 40000, dport: 7, flags, seq }),
        data,
      );
      const answer = await reset(asked);
      if (!(answer instanceof Packet) || !answer.has(IP) || !answer.has(TCP))
        throw new Error("reset() should give a packet with IP and TCP: packet(IP({ … }), TCP({ … })).");
      const { src, dst } = answer.get(IP);
      const tcp = answer.get(TCP);
      const given = [
        String(src),
        String(dst),
        tcp.sport,
        tcp.dport,
        String(tcp.flags),
        tcp.seq,
        tcp.ack,
      ].join(" ");
      const wanted = `198.51.100.2 192.0.2.1 7 40000 RA 0 ${ack}`;
      if (given !== wanted)
        throw new Error(
          `For flags ${flags}, seq ${seq} and ${data.length} bytes of data: src dst sport dport flags seq ack should be ${wanted}, and are ${given}.`,
        );
    },
  };
}

export const packetByHand: Exercises = {
  "03.1": {
    asks: "The flags of the answer to a SYN when no program listens on the port: a list of names.",
    hints: [
      "The operating system refuses: which flag does that?",
      "It says as well up to which number it has understood the question: a second flag says that this number counts.",
    ],
    right: ["wNvwx5VmenIAFFgaGSGHdnfVKtVV1LrhJ2lrTvFKxZo", "hQ1yzzgdT_YMH7qOOnF4vIRNm9I-9DJMdDrYbXEmyic"],
    slips: [
      {
        answers: [
          "iVwrQ3ZmG7QyJaA6odXiDLmlXOy8BLS5XAldCvTf5Fg",
          "bYLoy1VwysOVEhzoKDIiw8EAJLVNo95dNg613blnWlo",
        ],
        says: "That is the answer of a server that listens.",
      },
      {
        answers: [
          "DZ04iN2nkN8VJVEL5tLcNX8uSbTG54e6hQgA_ZytchA",
          "GorRaMOR6Usa640PlRe5FAj-263zAcvpznUtjuUlX2U",
        ],
        says: "To a segment without an ACK the reset has an ACK of its own (RFC 9293, section 3.5.2).",
      },
    ],
  },
  "03.2": {
    asks: 'The IPv4 checksum of packet(IP({ dst: "192.0.2.7" }), UDP(), "hello").',
    hints: ["Build it, and ask: packet(…).get(IP).chksum.", "Hexadecimal or decimal is one number."],
    right: ["frfTK91qefcHRIg7xdahuAIaGnzlf73JLfvv7HBnL3c"],
    slips: [
      {
        answers: ["E0_uZ8KlFTMZTholPmXrOQWagiIh-WN0CW4n2ChqRdI"],
        says: "That is the checksum of p: another destination, another sum.",
      },
      {
        answers: ["Ezr1OGPd-9Wmh_8yUnvH8yT1VYhjnVI42QA1ZlBfeIo"],
        says: "That is UDP's checksum. The question is about the one in the IP header.",
      },
    ],
  },
  "03.3": {
    asks: "Write reset(p): the packet by which the receiver of p refuses it.",
    hints: [
      "p.get(IP) and p.get(TCP) give the fields, p.payload(TCP) the data.",
      "ack is seq plus the number of bytes of data, plus one if the flags have an S.",
      "The reset goes back: src and dst change places, and so do sport and dport.",
    ],
    answer: "function",
    trials: [
      refuses("a SYN counts as one", { flags: "S", seq: 1000, data: "" }, 1001),
      refuses("data count byte by byte", { flags: "", seq: 5, data: "hello" }, 10),
      refuses("a SYN with data counts both", { flags: "S", seq: 0, data: "GET / HTTP/1.0\r\n\r\n" }, 19),
    ],
  },
};
