/** The page on adding a kind of socket: its steps are followed, and datagrams are sent to the service that they make. */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../support/kernel";
import { block, type FollowedPage, follow } from "../support/page";

const page = readFileSync(join(projectRoot, "lib/sockets/adding-a-kind-of-socket.md"), "utf8");

let followed: FollowedPage;
beforeAll(() => {
  followed = follow(page, [
    ...["addresses", "capture", "cell", "course", "errors"],
    ...["osi", "packets", "sockets", "view"],
  ]);
});
afterAll(() => rmSync(followed.folder, { recursive: true, force: true }));

/** Runs lines of a cell in a process that has the service of the page, and returns what they print. */
const run = (lines: string) =>
  execFileSync(
    process.execPath,
    [
      "-e",
      `const { discard, udp, settle, handles, closeAll } = require("./dist/main.js");
      (async () => { ${lines} })().finally(closeAll)`,
    ],
    { cwd: followed.folder, encoding: "utf8" },
  );

test("what the page writes compiles in its place", () => {
  expect(followed.errors).toEqual([]);
});

test("what is sent to the service is in its transcript, and its card", () => {
  const shown = run(`
    const sink = await discard({ name: "sink" });
    await (await udp.bind()).sendTo("gone", sink);
    while (sink.transcript.length === 0) await settle(5);
    sink.show();
    await sink.close();
    console.log(sink.state);
  `);
  expect(shown).toMatch(/discard service sink: open/);
  expect(shown).toMatch(/ → 127\.0\.0\.1:\d+ +4 B {2}gone/);
  expect(shown).toMatch(/closed\n$/);
});

test("a service that is run again takes over the name, and the port", () => {
  const shown = run(`
    const one = await discard({ name: "sink" });
    const two = await discard({ name: "sink" });
    console.log(one.state, two.state, one.endpoint.port === two.endpoint.port, handles().length);
    const { port } = two.endpoint;
    await two.close();
    await discard({ port });
    console.log((await discard({ port })).endpoint.port === port, handles().length);
  `);
  expect(shown).toBe("closed open true 1\ntrue 1\n");
});

test("a port that is taken is an error that says so, and leaves no handle behind", () => {
  const shown = run(`
    const other = await udp.bind();
    await discard({ port: other.endpoint.port }).catch(({ code }) => console.log(code, handles().length));
  `);
  expect(shown).toBe("EADDRINUSE 1\n");
});

test("each row of the page calls with an option that does not exist, and is refused", () => {
  const shown = run(`
    const slip = { nme: 1 };
    for (const [covers, call] of [${block(page, "ts rows")}])
      console.log(String(covers), await (async () => await call())().catch(({ message }) => message));
  `);
  const lines = shown.trimEnd().split("\n");
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    "discard",
    "DiscardService.show",
    "DiscardService.close",
  ]);
  for (const line of lines) expect(line).toContain("there is no option 'nme'");
});
