/** The exercises of notebook 08, TCP: life of a connection. */
import type { Server } from "../../sockets";
import type { Exercises } from "../exercise";
import { withClients } from "../scripted-client";

/** A client that sends its list in these pieces, ends its direction, and hears the sum and the end. */
function sums(server: Server, pieces: readonly string[], sum: string): Promise<void> {
  return withClients(server, 1, async (client) => {
    for (const piece of pieces) await client!.says(piece);
    await client!.ends();
    await client!.hears(sum);
    await client!.hearsTheEnd();
  });
}

export const tcpLifeOfAConnection: Exercises = {
  "08.1": {
    asks: "In which order were the seven segments sent? A text of seven letters.",
    hints: [
      "The handshake first: S, then SA, then an A that carries nothing.",
      "A segment with ack 4 was sent by somebody who had the other side's numbers 1 to 3: those came before.",
      "The server's numbers tell its order: 0, then 1, then 3. And the last segment acknowledges 3, the FIN.",
    ],
    right: ["1G2Xf314urb7Onum20Fyoib2O9INHwGGmnqFgmuA5TQ"],
    slips: [
      {
        answers: ["Kn6n-hAgDg-eA672lBPYSsgxP-7m6PlPbYfqShxt5pU"],
        says: "B acknowledges 4: its sender had the server's number 3 already. Which segment is number 3?",
      },
      {
        answers: ["TT7oPts5TM3_z4ZxDLckdF615Jab-f5ik4rxAP8PuFA"],
        says: "D is the third packet of the handshake: it carries nothing, and comes before the first bytes.",
      },
    ],
  },
  "08.2": {
    asks: "Who has to do something? The number of one of the three answers.",
    hints: [
      "Which end is in CLOSE-WAIT: the one that sent the first FIN, or the one that received it?",
      "TCP waits for the program of that end to close. Whose sockets are they?",
    ],
    right: ["GYtNZPcfcei-WZAR1Br1e7-nszducUtIOr8CUyveVRA"],
    slips: [
      {
        answers: ["6ZPWWptJfPiiRH71mMXe-yhYV-cqEukIgXIibgoi1tM"],
        says: "The clients have closed already: their FIN is what brought the sockets into CLOSE-WAIT.",
      },
      {
        answers: ["qJbtVJ0x6KkH4tSYEoZh-f7NaP-8VVOR0LtH4LIydc0"],
        says: "TIME-WAIT goes away by itself. CLOSE-WAIT waits for a program, for as long as it takes.",
      },
    ],
  },
  "08.3": {
    asks: "Make a server that adds up the lines of a client that then ends its direction, and give it to check().",
    hints: [
      "The loop over c.lines() ends when the client has ended its direction: what stands behind it runs then.",
      "Behind the loop the other direction is still open: send the sum there, with a newline.",
      "A line is text: Number(line) is its number.",
    ],
    answer: "server",
    trials: [
      {
        says: "1, 2 and 39 give 42, and then the end",
        run: (server) => sums(server, ["1\n2\n39\n"], "42\n"),
      },
      {
        says: "numbers that arrive cut into pieces give the same sum",
        run: (server) => sums(server, ["1", "0\n2", "0\n", "-5\n"], "25\n"),
      },
      {
        says: "a client that has not ended yet gets no answer, and another one does",
        run: (server) =>
          withClients(server, 1, async (unfinished) => {
            await unfinished!.says("1\n");
            await sums(server, ["7\n"], "7\n");
            await unfinished!.hearsNothing();
          }),
      },
      { says: "an empty list gives 0", run: (server) => sums(server, [], "0\n") },
    ],
  },
  "08.4": {
    asks: "How many segments passed between the handshake and the close?",
    hints: [
      "What did the second of silence show?",
      "Keep-alive is off. Who would send anything, and what for?",
    ],
    right: ["Hcm2Y3Up4gFag2bDKHQWukOI3kVDI_pH-OiNeLhhUMA"],
    slips: [
      {
        answers: ["m5lSwILPXe9QCUlaAOQcXpMuHS0V7FufR0wF11F5PC4"],
        says: "The third packet of the handshake came before that hour.",
      },
      {
        answers: ["7AxJxKVNCSha9q2GL0h0DeFxz8bbrrqQV0p6SMxmNM0"],
        says: "With keep-alive, and after two hours, it could be that. It is off.",
      },
    ],
  },
};
