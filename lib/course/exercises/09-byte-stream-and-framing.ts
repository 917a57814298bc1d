/** The exercises of notebook 09, Byte stream and framing. */
import { inspect, types } from "node:util";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { framing, impair, type Server, tcp } from "../../sockets";
import type { Exercises } from "../exercise";
import { withClients } from "../scripted-client";

type LineReader = () => (chunk: Buffer) => unknown;

export const byteStreamAndFraming: Exercises = {
  "09.1": {
    asks: "The smallest and the largest number of recv() calls that may give bytes: [smallest, largest].",
    hints: [
      "Three sends came as one recv in notebook 07. Can there be fewer calls than that?",
      "A call gives at least one byte. How many bytes are there in all?",
    ],
    right: ["fGaJNcvp95vzAuvQh33avQrzWF0Z66dHxCA6-2TNy64"],
    slips: [
      {
        answers: ["dbyyOoT_ICSbHuhhGLuNFZsFnvv0nT4rhePXtQBbS84"],
        says: "That would be datagrams. A stream does not remember the three.",
      },
      {
        answers: ["ofGJVi4zvg3OFZIk6xepWRL0iWcfdvW8i3TpTut46pM"],
        says: "One send may arrive in more than one piece too: think of the slices.",
      },
    ],
  },
  "09.2": {
    asks: "How many bytes are sent for the three messages together?",
    hints: [
      "Each message has two bytes in front of it, the empty one too.",
      "The á is two bytes in UTF-8.",
      'framing.lengthPrefixed({ bytes: 2 }).encode("hi").length is the size of one of them.',
    ],
    right: ["sbeVzfAkUP6jXI3a86xcB23VBrAewzx2OfrFeZwwvp8"],
    slips: [
      {
        answers: ["vjqOA2LyA1nBam-BX0tbi70_tO7zkbiry4RKhiWyu2g"],
        says: "You counted characters. The length counts bytes: á has two.",
      },
      {
        answers: ["hUj6BAziLWsWIJV99TZ1n8zqYJ80JOlxRgMbox7E7fk"],
        says: "The empty message is a message: its length 0 is sent too.",
      },
      { answers: ["Xbe3bnrMzA9QUBizrqj6BC-PO2U4GeJOKfSuvVWE8-I"], says: "And the lengths in front of them?" },
      {
        answers: ["aYLIPxtUBK4CRxRJcz3-H-C4el4mSOjHYw2JwAnruN8"],
        says: "That is with four bytes of length. Here there are two.",
      },
    ],
  },
  "09.3": {
    asks: "Write lineReader(): it returns a function from the next chunk to the lines that are now complete.",
    hints: [
      "Keep the bytes that are not a whole line yet in a variable of lineReader(), and put each chunk behind them.",
      'While there is a "\\n" in what you hold: cut the line off the front, make it text, and keep the rest.',
      "Make text only of whole lines: a chunk may end in the middle of a character.",
    ],
    answer: "function",
    trials: [
      { says: "one chunk, two lines", run: reads([["one\n", "two\n"]], ["one", "two"]) },
      { says: "half a line is no line yet", run: reads([["one\ntw"]], ["one"]) },
      { says: "a line in three pieces is one line", run: reads([["Hel"], ["lo"], ["!\n"]], ["Hello!"]) },
      { says: "an empty line is a line", run: reads([["\n\na\n"]], ["", "", "a"]) },
      { says: "two readers do not share what they hold", run: readsApart },
      {
        says: "a character that is cut in two stays a character",
        run: readsSliced("Olá!\nçà et là\n🦊\n", 1),
      },
      {
        says: "1,000 different slicings of the same bytes give the same lines",
        run: readsSliced("NICK anna\n\nJOIN #netcell\nSAY olá, 🦊!\nQUIT\n", 1000),
      },
    ],
  },
  "09.4": {
    asks: "Make the server that turns messages round, with its limit of 1,000 bytes, and give it to check().",
    hints: [
      "c.framed(framing.lengthPrefixed({ bytes: 2, maxBytes: 1000 })) makes messages of the connection.",
      "for await (const message of messages) await messages.send(…), as with an echo server.",
      "A length above maxBytes makes the loop throw: catch that, and abort the connection.",
    ],
    answer: "server",
    trials: [
      { says: "hello comes back as olleh", run: (server) => mirrors(server, ["hello"]) },
      {
        says: "three messages in one send are three answers",
        run: (server) => mirrors(server, ["one", "", "three"]),
      },
      {
        says: "a message of exactly 1,000 bytes is served",
        run: (server) => mirrors(server, ["x".repeat(999).concat("y")]),
      },
      { says: "bytes that arrive in slices make no difference", run: mirrorsSlices },
      {
        says: "a client that announces 1,001 bytes is cut off at once, and the others go on being served",
        run: cutsOff,
      },
    ],
  },
};

/** Each list is one chunk. */
function reads(chunks: readonly string[][], expected: readonly string[]) {
  return async (lineReader: LineReader) => {
    const push = readerOf(lineReader);
    const lines = chunks.flatMap((chunk) => linesOf(push(Buffer.from(chunk.join("")))));
    if (inspect(lines) !== inspect(expected))
      throw new Error(
        `For the chunks ${JSON.stringify(chunks.map((chunk) => chunk.join("")))} the lines should be ${JSON.stringify(expected)} and were ${JSON.stringify(lines)}.`,
      );
  };
}

async function readsApart(lineReader: LineReader): Promise<void> {
  const [first, second] = [readerOf(lineReader), readerOf(lineReader)];
  first(Buffer.from("mine"));
  const lines = linesOf(second(Buffer.from("yours\n")));
  if (lines.join() !== "yours")
    throw new Error(`The second reader gave ${JSON.stringify(lines)}: keep the bytes inside lineReader().`);
}

/** The text in so many slicings; the first one byte by byte, the others by chance. */
function readsSliced(text: string, slicings: number) {
  const bytes = Buffer.from(text);
  const expected = text.split("\n").slice(0, -1);
  return async (lineReader: LineReader) => {
    const random = xoroshiro128plus(1968);
    for (let n = 0; n < slicings; n++) {
      const push = readerOf(lineReader);
      const lines: string[] = [];
      const sizes: number[] = [];
      for (let at = 0; at < bytes.length; ) {
        const size = n === 0 ? 1 : uniformInt(random, 1, 12);
        // A copy: a reader that keeps the chunk itself must not see it change.
        lines.push(...linesOf(push(Buffer.from(bytes.subarray(at, at + size)))));
        sizes.push(size);
        at += size;
      }
      if (inspect(lines) !== inspect(expected))
        throw new Error(`In slices of ${sizes.join(", ")} bytes the lines were ${JSON.stringify(lines)}.`);
    }
  };
}

function readerOf(lineReader: LineReader): (chunk: Buffer) => unknown {
  const push: unknown = lineReader();
  if (typeof push === "function") return push as (chunk: Buffer) => unknown;
  const wait = types.isPromise(push) ? " Write it without async: it has nothing to wait for." : "";
  throw new Error(`lineReader() should return a function, and returned ${inspect(push)}.${wait}`);
}

function linesOf(lines: unknown): string[] {
  if (Array.isArray(lines) && lines.every((line) => typeof line === "string")) return lines as string[];
  throw new Error(`For each chunk there should be a list of texts, and there was ${inspect(lines)}.`);
}

const codec = framing.lengthPrefixed({ bytes: 2 });
const framed = (messages: readonly string[]) =>
  Buffer.concat(messages.map((message) => Buffer.from(codec.encode(message))));
const turned = (message: string) => [...message].reverse().join("");

function mirrors(server: Server, messages: readonly string[]): Promise<void> {
  return withClients(server, 1, async (client) => {
    await client!.says(framed(messages));
    await client!.hears(framed(messages.map(turned)));
  });
}

async function mirrorsSlices(server: Server): Promise<void> {
  const road = await impair.tcp(server, { slice: 1, name: "check's slices" });
  try {
    const client = (await tcp.connect(road, { timeout: 1000 })).framed(codec, { timeout: 1000 });
    await client.send("slowly");
    const answer = String(await client.recv());
    if (answer !== "ylwols") throw new Error(`The answer to "slowly" was ${JSON.stringify(answer)}.`);
  } finally {
    await road.close();
  }
}

async function cutsOff(server: Server): Promise<void> {
  const rude = await tcp.connect(server, { timeout: 1000 });
  try {
    await rude.send(Uint8Array.of(0x03, 0xe9));
    const bytes = await rude.recv({ timeout: 1000 }).catch((error: { code?: string }) => {
      if (error.code === "ETIMEDOUT") throw new Error("The connection was still open after a second.");
      return null;
    });
    if (bytes) throw new Error("The server answered instead.");
  } finally {
    await rude.close();
  }
  await mirrors(server, ["still here"]);
}
