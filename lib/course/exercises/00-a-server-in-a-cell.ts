/** The exercises of notebook 00, A server in a cell. */
import type { Exercises } from "../exercise";
import { withClients } from "../scripted-client";

export const serverInACell: Exercises = {
  "00.1": {
    asks: "How many servers named shop are open after three listens with that name?",
    hints: [
      "What did first.closed say after the re-run above?",
      'Run the three listens, then count: handles().filter((handle) => handle.name === "shop").length.',
    ],
    right: ["BHrX8xokElIunb6XRIti1qZxafoSflmo_UKISbz_iNM"],
    slips: [
      {
        answers: ["3c85doffKNCcNw7VGRDn06AH_YjfzsgUf9IKyiBQHzs"],
        says: "That is how often listen() was called. A listen() with a name that is taken does something first.",
      },
      {
        answers: ["bdJS8ODJatofRqd89aqt_iljhIcwXZYumxNwtfqpYbw"],
        says: "That counts one that was made before: look at the names.",
      },
    ],
  },
  "00.2": {
    asks: "What is the code of the error when recv() waits and nobody sends anything?",
    hints: [
      "try { … } catch (error) { … } catches the error of the wait; its code is error.code.",
      "visitor.recv(1024, { timeout: 200 }) waits 200 milliseconds for bytes that nobody sends.",
      "It is the code of the deadline above: one wait ends like the other.",
    ],
    right: ["gnmlgJwUaKkEd8m9g7VKIn8dBSk_m04Xc_gwCn1a_ys"],
    slips: [
      {
        answers: ["atle_mG9trghrxND9NuTCipUQ3Ti3qs5KFJ33aBS2Es"],
        says: "Nobody refused anything: the connection is there, and stays. Only no bytes came.",
      },
    ],
  },
  "00.3": {
    asks: "Make a server that sends back what it hears in capital letters, and give it to check().",
    hints: [
      "Begin with the echo server: for await (const bytes of c) await c.send(…).",
      "Bytes become text with String(bytes), and text capitals with .toUpperCase().",
      "The handler must not end after the first message: the loop goes on until the client closes.",
    ],
    answer: "server",
    trials: [
      {
        says: "a client that says hello hears HELLO",
        run: (server) =>
          withClients(server, 1, async (client) => {
            await client!.says("hello");
            await client!.hears("HELLO");
          }),
      },
      {
        says: "the same client may go on and speak again",
        run: (server) =>
          withClients(server, 1, async (client) => {
            for (const word of ["one", "two", "three"]) {
              await client!.says(word);
              await client!.hears(word.toUpperCase());
            }
          }),
      },
      {
        says: "a client that says nothing keeps nobody waiting",
        run: (server) =>
          withClients(server, 2, async (_silent, other) => {
            await other!.says("me too");
            await other!.hears("ME TOO");
          }),
      },
    ],
  },
};
