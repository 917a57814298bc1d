/** What the notebooks claim, checked by machine: the rows of the source notes that these notebooks show. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Notebook } from "../../lib/runner/nbformat/types";
import type { TestKernel } from "../support/kernel";
import { courseKernel, lesson, outputsOf, runAll, textOf } from "./course";

/** A lesson that was run, and its kernel, in which its variables can still be asked. */
function ran(number: string) {
  const { notebook } = lesson(number);
  const run = {
    notebook,
    executed: undefined as unknown as Notebook,
    kernel: undefined as unknown as TestKernel,
    text: (id: string) => textOf(outputsOf(run.executed, id)).trimEnd(),
    async value(expression: string): Promise<unknown> {
      const { stdout, stderr } = await run.kernel.run(`console.log(JSON.stringify(${expression}))`);
      if (stderr !== "") throw new Error(stderr);
      return JSON.parse(stdout);
    },
  };
  beforeAll(async () => {
    run.kernel = await courseKernel();
    run.executed = await runAll(notebook, run.kernel);
  });
  afterAll(() => run.kernel.stop());
  return run;
}

describe("00, a server in a cell", () => {
  const { text } = ran("00");

  test("row 7: the server is open before anybody has connected", () => {
    expect(text("listen")).toBe("open");
  });

  test("the card in the early cell has the last state of the server, and all that passed", () => {
    expect(text("card")).toMatch(/^tcp server echo: closed, replaced by a re-run\n/);
    expect(text("card").match(/hello\\n/g)).toHaveLength(2);
  });

  test("a re-run takes the port over, and the old server says why it closed", () => {
    expect(text("listen-again")).toBe("true");
    expect(text("first-closed")).toBe("{ by: 'rerun' }");
  });

  test("a client connects before it is accepted", () => {
    expect(text("connect-then-accept")).toBe("true");
  });

  test("an interrupt leaves the servers open", () => {
    expect(text("still-open")).toBe("[ 'open', 'open' ]");
  });

  test("a handler prints under the cell that made its server, not under the client's", () => {
    expect(text("doorbell")).toBe("ding dong");
    expect(text("ring")).toBe("come in");
  });

  test("handles() lists what is open, with the variable that holds it", () => {
    expect(text("list")).toMatch(/^tcp server +lonely +lonely /m);
    expect(text("list")).toMatch(/^tcp connection +visitor +visitor +visitor → lonely /m);
  });
});

describe("01, simple server and client", () => {
  const { text, value, notebook } = ran("01");

  test("rows 2 and 3: the dialogue of server.py and client.py, byte for byte", async () => {
    const rows = await value(
      "[...client.transcript.normalized()].map((r) => [r.from, r.to, r.event, String(Buffer.from(r.bytes ?? []))])",
    );
    expect(rows).toEqual([
      ["client", "server", "connect", ""],
      ["client", "server", "data", "Hello World!"],
      ["server", "client", "data", "Got your message! Thank you!"],
      ["server", "client", "fin", ""],
      ["client", "server", "fin", ""],
    ]);
    expect(text("dialogue")).toBe(
      "message from the client: Hello World!\n[ 'Got your message! Thank you!', null ]",
    );
  });

  test("row 2: the server that serves one at a time answers nobody behind a silent client", () => {
    expect(text("one-by-one")).toContain("ETIMEDOUT");
    expect(text("at-last").match(/hears: Got your message! Thank you!/g)).toHaveLength(2);
  });

  test("row 2: with a handler for each, three overlapping clients are all answered", () => {
    expect(text("three-greeted")).toBe("[ 'Hello, Cleo!', 'Hello, Ben!' ]");
    expect(text("anna-at-last")).toBe("Hello, Anna!");
  });

  test("row 4: every name of netcell's in the table is there", async () => {
    const table = notebook.cells.find((cell) => cell.id === "table-section")!.source;
    const ours = table
      .split("\n")
      .filter((line) => /^\| `/.test(line))
      .map((line) => line.split("|")[2]!)
      .join();
    const names = [...ours.matchAll(/\b(tcp|server|c)\.(\w+)/g)].map(([name]) => name);
    expect(new Set(names)).toEqual(
      new Set(["tcp.listen", "server.accept", "tcp.connect", "c.send", "c.recv", "c.shutdown", "c.close"]),
    );
    for (const name of names)
      expect(await value(`typeof ${name.replace(/^c\./, "client.")}`), name).toBe("function");
  });

  test("row 4: the rows of the table do what they say", () => {
    expect(text("table-server")).toBe("[ 9, 'all of it' ]");
    expect(text("table-shutdown")).toBe("[ null, 'but I am not done' ]");
    expect(text("table-close")).toBe("[ 'closed', 'closed', 'open' ]");
  });

  test("row 6: a client's port is not the server's, and from the system's range where we can read it", async () => {
    const [own, peer] = (await value("[client.local.port, client.remote.port]")) as [number, number];
    expect(own).not.toBe(peer);
    const range = "/proc/sys/net/ipv4/ip_local_port_range";
    const [least, most] = existsSync(range)
      ? readFileSync(range, "utf8").trim().split(/\s+/).map(Number)
      : [1024, 65535];
    expect(own).toBeGreaterThanOrEqual(least!);
    expect(own).toBeLessThanOrEqual(most!);
  });

  test("row 7: the server is open, on IPv4, with nobody connected", () => {
    expect(text("server")).toBe("[ 'open', 'IPv4', 0 ]");
  });

  test("row 8: the client speaks first here, and in another agreement the server does", () => {
    expect(text("who-spoke")).toBe("[ 'client', 'server' ]");
    expect(text("server-first")).toBe("220 welcome");
  });

  test("row 52: four sockets, three connections with different clients, one local port", async () => {
    expect(text("hall")).toBe("4");
    expect(text("pairs")).toBe("[ true, true, true ]");
    expect(text("same-port")).toBe("true");
    const fourTuples = (await value(
      "accepted.map((s) => [s.local.address, s.local.port, s.remote.address, s.remote.port].join())",
    )) as string[];
    expect(new Set(fourTuples).size).toBe(3);
  });

  test("E27: a backlog of 5 admits twenty clients, and recv is neither one message nor a whole one", () => {
    expect(text("backlog")).toBe("20");
    expect(text("talker")).toBe("one two three");
    expect(text("short-recv")).toBe("[ 'Hello', ' World!' ]");
  });

  test("the peer's close is null", () => {
    expect(text("end")).toBe("true");
  });
});

describe("02, layers and PDUs", () => {
  const { text, value } = ran("02");

  test("rows 29 to 35 and E1 to E3, E5: the wrong names of the notes are found, and no others", () => {
    expect(text("rotated").match(/number: \d/g)).toEqual([
      "number: 5",
      "number: 4",
      "number: 3",
      "number: 2",
    ]);
    expect(text("rotated")).toContain("name: 'Network', notes: 'Session'");
  });

  test("rows 20 to 26: each layer's PDU", () => {
    expect(text("pdus").match(/\d [a-z, ]+/g)).toEqual([
      "7 data",
      "6 data",
      "5 data",
      "4 segment, datagram",
      "3 packet",
      "2 frame",
      "1 bit, symbol",
    ]);
  });

  test("row 27: host and media layers; the Internet's four beside the seven", () => {
    expect(text("sides")).toBe("[ [ 'host', [ 7, 6, 5, 4 ] ], [ 'media', [ 3, 2, 1 ] ] ]");
    expect(text("internet")).toContain("[ 'Application', [ 7, 6, 5 ] ]");
  });

  test("rows 18 and 20: a GET by hand is taken apart; 5 had nothing of its own, below 4 a socket knows nothing", () => {
    expect(text("get")).toMatch(/^HTTP\/1.1 200 OK\r?\n/);
    expect(text("explain")).toContain("an HTTP/1.1 request, GET /");
    expect(text("explain")).toContain("Nothing separate did this layer's work");
    expect(text("explain")).toContain("no frame was");
    expect(text("ladder")).toContain("Reconstructed from socket events");
  });

  test("row 21: one text, three encodings, three lengths; the header names the one that was sent", () => {
    expect(text("encodings").match(/ [0-9a-f]{2}(?=[ >])/g)).toHaveLength(6 + 10 + 5);
    expect(text("get")).toContain("Content-Length: 6");
  });

  test("the sum of the headers, and the shortest frame", () => {
    expect(text("one-byte")).toBe("1");
    expect(text("overhead")).toContain("with the check sequence: 59 in all");
    expect(text("padded")).toBe("[ 41, 64 ]");
    expect(text("share")).toContain("1460 of 1518");
  });

  test("rows 26 and 29: symbols give every bit back, and one flipped symbol is noticed wherever it is", async () => {
    expect(text("on-the-line").split("\n")[1]).toBe("true");
    expect(text("flip")).toContain("00?10010");
    const letters = '[..."The quick brown fox, 0123456789"]';
    expect(await value(`${letters}.every((l) => decode(encode(bitsOf(l))) === bitsOf(l))`)).toBe(true);
    const flipped = "(i) => decode(line.slice(0, i) + (line[i] === '▔' ? '▁' : '▔') + line.slice(i + 1))";
    expect(await value(`[...line].map((_, i) => (${flipped})(i).includes("?")).every(Boolean)`)).toBe(true);
  });

  test("the most regular data still change level in every bit", () => {
    for (const [, line] of text("manchester").matchAll(/'([▁▔]+)'/g))
      for (const pair of line!.match(/../g)!) expect(pair[0]).not.toBe(pair[1]);
  });
});
