/** The exercises of notebook 15, Client–server and peer-to-peer. */
import { type UdpSocket, udp } from "../../sockets";
import type { Exercises } from "../exercise";

export const clientServerAndPeerToPeer: Exercises = {
  "15.1": {
    asks: "Ten people, each says one thing: how many messages? [relay, direct]",
    hints: [
      "Follow one message through the relay: one arrow in, and how many out?",
      "Directly, each speaker sends one copy to each of the nine others.",
    ],
    right: ["K1YnoXh34YNVvYC5R0-awJf2qJDCgHlB6Km_rgPE4Oo"],
    slips: [
      {
        answers: ["vIv2uvuv0fUD-QNXinx42BtsKQ5N8uJskrvROdLl5vM"],
        says: "And the ten messages that came in to the relay?",
      },
      {
        answers: [
          "yzwM1vqQnARZvoxyXPhNEaErUqQvDkWLqkbn5LPEnJ0",
          "o6-Ey0KQQLcviFUcD1382hRuNyNhWegXURB35bQ5yUs",
        ],
        says: "Nobody is told what they said themselves.",
      },
      {
        answers: [
          "tRwNRGlrT2ZynP-nai__KWQPnWsQ4UQ0x1modnNnpqQ",
          "e6-rL7fCMfQfUtid6ZZlN0z0XIbxzsPnurjM3-SS3rk",
        ],
        says: "What one says, nine hear: each of them gets a copy.",
      },
    ],
  },
  "15.2": {
    asks: "Which of (a), (b), (c) still work? A list of letters.",
    hints: [
      "What did Gil and Hana need the meeting point for, and when?",
      "A new address is news. Who would tell Ivo?",
    ],
    right: ["WKaf8MBi5_oxzMPwa0ESq3oxizodH0ti_95IMJJUVRU"],
    slips: [
      {
        answers: ["kM14moxHYAeTNwQvaL-0qAt6BUk69rIQzJESlshzTIE"],
        says: "Jan knows Ivo's address. But the question is whether Ivo can find Jan.",
      },
      {
        answers: ["vgmiqL_81JyJwHRFNzPvX2uW9HCYJyB4ZvewcobG4-0"],
        says: "Kim and Lea do not know each other's address yet.",
      },
      {
        answers: ["OFdHcBUvh9pFxfNyjhAFPv1TPxCZDCvuo1rzruAIZzE"],
        says: "Gil and Hana went on talking when the meeting point was closed.",
      },
    ],
  },
  "15.3": {
    asks: "Make a meeting point: two senders of the same word each get the other's port as text. Give it to check().",
    hints: [
      "Keep in a Map who waits for which word: the first sender's d.from, until the second one comes.",
      "When the second comes: delete the word, and send to both, with socket.sendTo(text, end).",
      "Somebody who sends the word again has the same port as the one who waits.",
    ],
    answer: "udp socket",
    trials: [
      {
        says: "two who say the same word get each other's port",
        run: (point) =>
          withPlayers(2, async (one, two) => {
            await says(one!, "check: chess", point);
            await says(two!, "check: chess", point);
            await hears(one!, two!);
            await hears(two!, one!);
          }),
      },
      {
        says: "different words are different meetings",
        run: (point) =>
          withPlayers(4, async (one, two, three, four) => {
            await says(one!, "check: go", point);
            await says(two!, "check: cards", point);
            await says(three!, "check: cards", point);
            await says(four!, "check: go", point);
            await hears(one!, four!);
            await hears(four!, one!);
            await hears(two!, three!);
            await hears(three!, two!);
          }),
      },
      {
        says: "a word is free again for the next two",
        run: (point) =>
          withPlayers(4, async (...players) => {
            for (const pair of [players.slice(0, 2), players.slice(2)]) {
              for (const player of pair) await says(player, "check: dice", point);
              await hears(pair[0]!, pair[1]!);
              await hears(pair[1]!, pair[0]!);
            }
          }),
      },
      {
        says: "who says the word twice has not met himself",
        run: (point) =>
          withPlayers(2, async (one, two) => {
            await says(one!, "check: mirror", point);
            await says(one!, "check: mirror", point);
            await says(two!, "check: mirror", point);
            await hears(one!, two!);
            await hears(two!, one!);
          }),
      },
    ],
  },
  "15.4": {
    asks: "What does counter answer to the token blue and the number 1000?",
    hints: ["What was the last answer to blue?", 'add("blue", 1000) tries it.'],
    right: ["4Bzl5yVCgOwJuStLbHFXzG2Kj4Gqu2uVrgcI1vPIn8o", "XmFytF0h-Gh599iSxLIK_BFYvFl45com3RJijyvzHBE"],
    slips: [
      {
        answers: [
          "zegvsUFGn8UgMP07p-jzacj7jqGJmq7rs0r1XJGHQas",
          "4U1JweXkDR3owGKTlMFVvdld3MTHEda59BQNDLGQeh4",
        ],
        says: "The server does not ask who is there: it goes on with the talk that the token names.",
      },
      {
        answers: [
          "V2BJxKZJI6SX4fTCp7W9H25DXDF-hScvqfuVndEFFqs",
          "N55CFd38lPePWDRzQI0k1grZPs5Hk9JOr_x6THDtzIo",
        ],
        says: "You have tried it twice: it adds up.",
      },
    ],
  },
};

/** Sockets of players, closed whatever happens. */
async function withPlayers(count: number, trial: (...players: UdpSocket[]) => Promise<void>): Promise<void> {
  const players = await Promise.all(Array.from({ length: count }, () => udp.bind()));
  try {
    await trial(...players);
  } finally {
    await Promise.all(players.map((player) => player.close()));
  }
}

async function says(player: UdpSocket, word: string, point: UdpSocket): Promise<void> {
  await player.sendTo(word, point);
}

/** The next datagram has the other's port in it. */
async function hears(player: UdpSocket, other: UdpSocket): Promise<void> {
  const text = (await player.recvFrom({ timeout: 1000 })).text();
  if (text.trim() === String(other.endpoint.port)) return;
  const own = text.trim() === String(player.endpoint.port) ? ", which is the player's own" : "";
  throw new Error(`A player should get the port of the other and got ${JSON.stringify(text)}${own}.`);
}
