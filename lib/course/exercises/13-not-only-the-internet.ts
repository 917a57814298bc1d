/** The exercises of notebook 13, Not only the Internet. */
import type { Exercises } from "../exercise";
import { withClients } from "../scripted-client";

export const notOnlyTheInternet: Exercises = {
  "13.1": {
    asks: "With which error code is another user refused?",
    hints: [
      "It is the code that you get for any file that you may not write.",
      "The word behind it is *access*.",
    ],
    right: ["lIoR4Qpg-TClHC5Hj-nEhQxxMn47PQGam7dZkOfVYRA"],
    slips: [
      {
        answers: ["9vegHv343eEhkM31Yb1Lax8awSExccnhMbVg-t0_nZ4"],
        says: "That would mean that nobody listens there. Somebody does, but the path may not be used.",
      },
      {
        answers: ["4MuErPb1NyKMtCV0b-3qKjsd8KE8oWH5ESOgXGFVrtc"],
        says: "Close: that is for actions that only root may do. Here the mode of a file forbids it.",
      },
    ],
  },
  "13.2": {
    asks: "Make a server on a path that answers each line in capital letters, and give it to check().",
    hints: [
      "unix.listen(handler, { name }) is used like tcp.listen.",
      "const lines = c.lines() gives lines in a for await loop, and lines.send(text) sends one.",
      "A line is text: line.toUpperCase().",
    ],
    answer: "server",
    trials: [
      {
        says: "it listens on a path, not on a port",
        async run({ endpoint }) {
          if (endpoint.family !== "unix")
            throw new Error(`It listens on ${endpoint.address}, port ${endpoint.port}.`);
        },
      },
      {
        says: "a client that says one line hears it in capitals",
        run: (server) =>
          withClients(server, 1, async (client) => {
            await client!.says("hello\n");
            await client!.hears("HELLO\n");
          }),
      },
      {
        says: "half a line is not answered before the rest has come",
        run: (server) =>
          withClients(server, 1, async (client) => {
            await client!.says("good ");
            await client!.hearsNothing();
            await client!.says("day\n");
            await client!.hears("GOOD DAY\n");
          }),
      },
      {
        says: "two clients at once are both served",
        run: (server) =>
          withClients(server, 2, async (first, second) => {
            await second!.says("two\n");
            await second!.hears("TWO\n");
            await first!.says("one\n");
            await first!.hears("ONE\n");
          }),
      },
    ],
  },
  "13.3": {
    asks: "How many bytes does wc -c count in the text?",
    hints: [
      "Send the text, end your direction with shutdown(), then receive: as with sort above.",
      "What it answers is text: Number(String(…)) makes a number of it.",
    ],
    right: ["OhpUq0VDAGw5wkNpNhohE9KIXDAQZaQpptpa7N75ZMA"],
    slips: [
      {
        answers: ["Bb_LgY6X0p_vFgdAzgQCrvluvtxpQRKQaC4PzK8NCk8"],
        says: "Those are the characters. One of them takes two bytes.",
      },
      {
        answers: ["7OKYwHVE31WykY3_-T6bit44mQ8Nt-oT3rcKAAPJQKI"],
        says: "The newline counts, and so does every byte of the á.",
      },
    ],
  },
};
