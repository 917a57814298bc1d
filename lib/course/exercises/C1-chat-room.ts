/** The exercises of capstone C1, Chat room: its last one is judged by twelve people who talk, whisper, leave and flood. */
import { inspect } from "node:util";
import type { Server } from "../../sockets";
import type { Exercises, Trial } from "../exercise";
import { type ScriptedClient, withClients } from "../scripted-client";

type Nick = (...parameters: unknown[]) => unknown;

function asksFor(line: string, expected: string | undefined): Trial<Nick> {
  return {
    says: `${JSON.stringify(line)} asks for ${expected === undefined ? "no name" : JSON.stringify(expected)}`,
    async run(nick) {
      const answer = await nick(line);
      if (answer !== expected)
        throw new Error(
          `nick(${JSON.stringify(line)}) should be ${inspect(expected)} and was ${inspect(answer)}.`,
        );
    },
  };
}

/** A guest of the room, by the name that the room gave. */
interface Guest {
  readonly client: ScriptedClient;
  readonly name: string;
}

/** Names of one trial, which nobody else has: in a room names are given once. */
function names(trial: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${trial}${i + 1}`);
}

/** Lets them come one after the other; whoever is there already is told. */
async function enterAll(clients: readonly ScriptedClient[], trial: string): Promise<Guest[]> {
  const present: Guest[] = [];
  for (const [i, name] of names(trial, clients.length).entries()) {
    const client = clients[i]!;
    await client.says(`NICK ${name}\n`);
    await client.hears(`OK ${name}\n`);
    await allHear(present, `* ${name} joined\n`);
    present.push({ client, name });
  }
  return present;
}

async function allHear(guests: readonly Guest[], text: string): Promise<void> {
  for (const { client } of guests) await client.hears(text);
}

function people(
  says: string,
  trial: string,
  count: number,
  script: (guests: readonly Guest[]) => Promise<void>,
): Trial<Server> {
  return {
    says,
    run: (server) => withClients(server, count, async (...clients) => script(await enterAll(clients, trial))),
  };
}

export const chatRoom: Exercises = {
  "C1.1": {
    asks: "How many lines does the server send when each of twelve people says one?",
    hints: [
      "Who says a line does not hear it again.",
      "One line goes to all the others. How many others are there, and how many lines are said?",
    ],
    right: ["n2npksvyFsszCteRRDZbnHWC6oyxkOHBTQNPs3xlBkE"],
    slips: [
      {
        answers: ["D7Qw6YPJGzoyq4Hn5qBFnCtQH-Fn_Fqh13HqLebwsIU"],
        says: "Nobody is sent what they said themselves.",
      },
      {
        answers: ["1ueZoT1AH9VBO8qnfHIEukghqGfOovmwZk0unK-ChJg"],
        says: "That is for one line. All twelve say one.",
      },
    ],
  },
  "C1.2": {
    asks: "Write nick(line): the name that this first line asks for, or undefined.",
    hints: [
      "A regular expression says all of it: ^NICK, a space, then the name, then the end.",
      "[A-Za-z0-9]{1,20} are 1 to 20 letters and digits. Without ^ and $ there may be more around them.",
    ],
    answer: "function",
    trials: [
      asksFor("NICK ann", "ann"),
      asksFor("NICK 7of9", "7of9"),
      asksFor("hello", undefined),
      asksFor("NICK ", undefined),
      asksFor("NICK ann bob", undefined),
      asksFor("say NICK ann", undefined),
      asksFor(`NICK ${"x".repeat(21)}`, undefined),
      asksFor("NICK <b>", undefined),
      asksFor("", undefined),
    ],
  },
  "C1.3": {
    asks: "At most how many bytes wait in 200 outboxes of 100 lines of 1000 bytes?",
    hints: ["Every member has an outbox of its own.", "200 members, times 100 lines, times 1000 bytes."],
    right: ["ABF9WKfYghxDXn-QZA4btCU7on0c4Yi9FXLFag0wCyo"],
    slips: [
      { answers: ["cUxyQKA6_53uAdp8usgJ8GdF5k0KFk9IuSYXeR21nU8"], says: "That is the outbox of one member." },
    ],
  },
  "C1.4": {
    asks: "A server made with guest(say), where a line that begins with @name is told to that one alone.",
    hints: [
      "The room finds them: hall.members.find((member) => member.name === to).",
      "Three cases: no @ at the beginning, somebody of that name, nobody of that name. Each ends with a send or a broadcast.",
      "Give broadcast() the one who speaks as its second argument, else they hear themselves.",
    ],
    answer: "server",
    trials: [
      people("twelve come, and everybody is told of those who come later", "come", 12, async () => {}),
      people(
        "each of twelve says a line: the others hear all of them in order, and nobody hears himself",
        "talk",
        12,
        async (guests) => {
          for (const { client, name } of guests) {
            await client.says("hello from me\n");
            await allHear(
              guests.filter((guest) => guest.name !== name),
              `${name}: hello from me\n`,
            );
          }
        },
      ),
      people(
        "two lines in one send are two messages, and half a line waits for its other half",
        "cut",
        3,
        async (guests) => {
          const [one, ...others] = guests as [Guest, ...Guest[]];
          await one.client.says("first\nsec");
          await allHear(others, `${one.name}: first\n`);
          await one.client.says("ond\n");
          await allHear(others, `${one.name}: second\n`);
        },
      ),
      people("@name is heard by that one alone", "psst", 3, async ([one, two, three]) => {
        await one!.client.says(`@${two!.name} psst\n`);
        await two!.client.hears(`${one!.name} (to you): psst\n`);
        await one!.client.says("to all\n");
        await allHear([two!, three!], `${one!.name}: to all\n`);
      }),
      people(
        "@name of somebody who is not there is an error, told to who said it",
        "lost",
        2,
        async ([one, two]) => {
          await one!.client.says("@nobody psst\n");
          await one!.client.hears("ERR nobody is called nobody\n");
          await two!.client.says("still here\n");
          await one!.client.hears(`${two!.name}: still here\n`);
        },
      ),
      people(
        "one of twelve floods with a megabyte that is no line: the others are told that he left, and talk on",
        "flood",
        12,
        async (guests) => {
          const [mallory, ...others] = guests as [Guest, ...Guest[]];
          // He is cut off while he sends.
          await mallory.client.says("x".repeat(1024 * 1024)).catch(() => {});
          await allHear(others, `* ${mallory.name} left\n`);
          await others[0]!.client.says("good riddance\n");
          await allHear(others.slice(1), `${others[0]!.name}: good riddance\n`);
        },
      ),
    ],
  },
};
