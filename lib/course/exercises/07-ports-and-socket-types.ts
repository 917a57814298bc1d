/** The exercises of notebook 07, Ports and socket types. */
import type { Exercises } from "../exercise";

/** A packet, and what the operating system knows of its sockets. */
interface Arrival {
  readonly protocol: string;
  readonly port: number;
  readonly from: string;
}

const sockets = [
  { name: "web", protocol: "tcp", port: 80 },
  { name: "web and Ann", protocol: "tcp", port: 80, peer: "10.0.0.7:5000" },
  { name: "web and Bob", protocol: "tcp", port: 80, peer: "10.0.0.8:5000" },
  { name: "names", protocol: "udp", port: 53 },
  { name: "names and Ann", protocol: "udp", port: 53, peer: "10.0.0.7:5000" },
];

/** Sockets may stand in any order: the answer must not depend on it. */
function asks(says: string, packet: Arrival, expected: string) {
  return {
    says,
    async run(owner: (...parameters: unknown[]) => unknown) {
      for (const order of [sockets, [...sockets].reverse()]) {
        const answer = await owner(
          { ...packet },
          order.map((socket) => ({ ...socket })),
        );
        if (answer !== expected)
          throw new Error(
            `For ${JSON.stringify(packet)} the answer should be "${expected}" and was ${JSON.stringify(answer)}.`,
          );
      }
    },
  };
}

export const portsAndSocketTypes: Exercises = {
  "07.1": {
    asks: "Which of the four get what they want? A list of letters.",
    hints: [
      "Two things may have the same number when their protocols differ.",
      "Three things together must be unique: protocol, address, port. Which of the four has a double?",
    ],
    right: ["hqdx3gX6sit7mHNnxOChlKFIo0BdgsRT6wLSzHR0_hQ"],
    slips: [
      {
        answers: ["I2Hh0av7LRJ_jt-yZrF8DS1KQEdNBmsZP59aSnvGacc"],
        says: "Look at the UDP socket again: TCP and UDP count their ports apart.",
      },
      {
        answers: ["NUmYyshbl7fwAruyw-1732-QuBHN-7FSL7tMbuKD-n8"],
        says: "Two TCP servers cannot have the same port of the same address.",
      },
    ],
  },
  "07.2": {
    asks: "How many local ports, and how many pairs? [ports, pairs]",
    hints: [
      "Look at the places that the accepted sockets had in the hall above.",
      "A pair has two places. Which of them differs from client to client?",
    ],
    right: ["M9hToeHVmg6vmYqk-7yv3A3gvH4D52vzKw29j3XjXu4"],
    slips: [
      {
        answers: [
          "tfC4lRloM5UfBJdA7w-8FU6EfTWzocISToLFU4U3oOg",
          "0r3j4GAKLi51cGnrmgEfaSBH2YQfQ5hlUKC2p0_0Q-U",
        ],
        says: "No new port is needed for an accepted socket: compare s.local.port with hall.endpoint.port.",
      },
      {
        answers: ["BGKkn5CQAyvTundrhKrrooIWwiIooU4EZCS1RXdyu3c"],
        says: "With one pair there would be one connection. The far ends differ.",
      },
    ],
  },
  "07.3": {
    asks: 'Write owner(packet, sockets): the name of the socket that gets the packet, or "nobody".',
    hints: [
      "First throw away all sockets whose protocol or port is another: what is left fits the packet's address.",
      "Of those that fit, one with a peer is for that peer only. One without is for everybody else.",
      "The connected socket goes first: look for peer === packet.from, and only then for one without a peer.",
    ],
    answer: "function",
    trials: [
      asks(
        "a packet from a new client goes to the socket that listens",
        { protocol: "tcp", port: 80, from: "10.0.0.9:4000" },
        "web",
      ),
      asks(
        "a packet of a connection goes to that connection's socket, wherever it stands in the list",
        { protocol: "tcp", port: 80, from: "10.0.0.8:5000" },
        "web and Bob",
      ),
      asks(
        "the same address with another port is another client",
        { protocol: "tcp", port: 80, from: "10.0.0.7:5001" },
        "web",
      ),
      asks("UDP's ports are UDP's own", { protocol: "udp", port: 53, from: "10.0.0.9:4000" }, "names"),
      asks(
        "a UDP socket can be connected too",
        { protocol: "udp", port: 53, from: "10.0.0.7:5000" },
        "names and Ann",
      ),
      asks("nobody has TCP 53", { protocol: "tcp", port: 53, from: "10.0.0.7:5000" }, "nobody"),
    ],
  },
  "07.4": {
    asks: "Which number stands in the protocol field of the IP packets?",
    hints: [
      "The 0 lets the operating system choose. What did it choose for AF_INET and SOCK_DGRAM above?",
      "It is the number of UDP.",
    ],
    right: ["8xOmSd0gaiNWgOYri4gRowtdIJiGS69LmX2FpbNo4P4"],
    slips: [
      {
        answers: ["Gu79Qx7USb2tsU3SfHkT_Gg4rGfn-Tqe4O3peRx_tjU"],
        says: "0 was the question, you choose. What was the answer?",
      },
      {
        answers: ["GoeB0YSbJKjoDP8ZDkozBWd_oHh-ShwSX2DGpbThJZs"],
        says: "That is TCP, which offers streams.",
      },
    ],
  },
};
