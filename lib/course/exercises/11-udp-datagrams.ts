/** The exercises of notebook 11, UDP: datagrams. */
import { inspect } from "node:util";
import { type DatagramImpairment, impair, type UdpSocket, udp } from "../../sockets";
import type { Exercises } from "../exercise";

type Ask = (socket: UdpSocket, to: unknown, question: string) => unknown;

export const udpDatagrams: Exercises = {
  "11.1": {
    asks: "Which of the numbers 1 to 20 were lost on the road with seed 7? A list.",
    hints: [
      "arrived has the numbers that came, as texts. Which of 1 to 20 are not in it?",
      "all.filter((n) => !arrived.includes(String(n))) keeps those that did not arrive.",
    ],
    right: ["bjGjo68YxfWTafFPZYXMldm6KLUnwhHsJHDGStehQ3c"],
  },
  "11.2": {
    asks: "How many errors did the sender see?",
    hints: [
      "Every await pen.sendTo(…) of that cell went through.",
      "Nobody writes back when a datagram is lost.",
    ],
    right: ["gluZXNjztBb6ZtJajkfsMxISHapdy_maLhplghHrbjI"],
    slips: [
      {
        answers: ["gg019yRs7HbP8DjkOBMvf6_ge4Ve38GEAYmnDhAd1zs"],
        says: "That is how many were lost. Who would have told the sender?",
      },
    ],
  },
  "11.3": {
    asks: "Write ask(socket, to, question): it asks again until there is an answer, 30 times at most.",
    hints: [
      "A loop: sendTo, then recvFrom with a short timeout, 50 milliseconds or so.",
      "recvFrom throws when nothing came in time: catch that, and let the loop go on.",
      "Return letter.text() as soon as a letter comes; after 30 rounds return nothing.",
    ],
    answer: "function",
    trials: [
      { says: "on a good way it stops asking when the answer comes", run: asksOnce },
      { says: "through a swamp that loses six of ten", run: (ask) => asks(ask, { loss: 0.6, seed: 6 }) },
      { says: "through one that loses eight of ten", run: (ask) => asks(ask, { loss: 0.8, seed: 5 }) },
      { says: "where nobody answers it gives up, and returns undefined", run: givesUp },
    ],
  },
  "11.4": {
    asks: "Make a UDP socket that answers with how many datagrams this sender has sent, and give it to check().",
    hints: [
      "udp.bind((d, socket) => socket.sendTo(…, d.from)) answers every datagram.",
      "Keep a count for each sender in a Map: its key could be the text of address and port.",
      "counts.set(who, (counts.get(who) ?? 0) + 1) counts one more.",
    ],
    answer: "udp socket",
    trials: [
      { says: "the first datagram is answered with 1", run: (socket) => counts(socket, 1, 1) },
      { says: "one sender counts 1, 2, 3", run: (socket) => counts(socket, 1, 3) },
      { says: "three senders in turn are counted apart", run: (socket) => counts(socket, 3, 3) },
    ],
  },
};

const timeout = 1000;

/** Sockets for one trial, closed whatever happens. */
async function withSockets(count: number, trial: (...sockets: UdpSocket[]) => Promise<void>): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: count }, () => udp.bind()));
  try {
    await trial(...sockets);
  } finally {
    await Promise.all(sockets.map((socket) => socket.close()));
  }
}

/** Somebody who answers each question, and counts them. */
async function withOracle(
  trial: (oracle: UdpSocket, questions: () => number) => Promise<void>,
): Promise<void> {
  let questions = 0;
  const oracle = await udp.bind((d, socket) => {
    questions++;
    return socket.sendTo(`${d.text()} Yes.`, d.from);
  });
  try {
    await trial(oracle, () => questions);
  } finally {
    await oracle.close();
  }
}

function asksOnce(ask: Ask): Promise<void> {
  return withOracle((oracle, questions) =>
    withSockets(1, async (me) => {
      answersWell(await ask(me!, oracle, "Will it rain?"));
      // A busy machine may be slow to answer once or twice.
      if (questions() > 5) throw new Error(`It asked ${questions()} times, though the first answer came.`);
    }),
  );
}

function asks(ask: Ask, impairment: DatagramImpairment): Promise<void> {
  return withOracle((oracle) =>
    withSockets(1, async (me) => {
      const swamp = await impair.udp(oracle, { ...impairment, name: "check's swamp" });
      try {
        answersWell(await ask(me!, swamp, "Will it rain?"));
      } finally {
        await swamp.close();
      }
    }),
  );
}

function answersWell(answer: unknown): void {
  if (answer !== "Will it rain? Yes.")
    throw new Error(`The answer was "Will it rain? Yes." and ask() returned ${inspect(answer)}.`);
}

/** A socket that never answers, and counts what it is asked. */
function givesUp(ask: Ask): Promise<void> {
  return withSockets(2, async (me, deaf) => {
    const answer = await ask(me!, deaf!, "Anybody?");
    if (answer !== undefined) throw new Error(`Nobody answered, and ask() returned ${inspect(answer)}.`);
    if (deaf!.received !== 30) throw new Error(`It should ask 30 times, and asked ${deaf!.received} times.`);
  });
}

function counts(counter: UdpSocket, senders: number, rounds: number): Promise<void> {
  return withSockets(senders, async (...sockets) => {
    for (let round = 1; round <= rounds; round++)
      for (const socket of sockets) {
        await socket.sendTo("count me", counter);
        const answer = (await socket.recvFrom({ timeout })).text();
        if (answer !== String(round))
          throw new Error(
            `Datagram ${round} of a sender should be answered with "${round}" and was with "${answer}".`,
          );
      }
  });
}
