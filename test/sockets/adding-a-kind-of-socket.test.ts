/** The page on adding a kind of socket: its steps are followed, and datagrams are sent to the service that they make. */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../support/kernel";
import { type FollowedPage, follow } from "../support/page";

let followed: FollowedPage;
beforeAll(() => {
  const page = readFileSync(join(projectRoot, "lib/sockets/adding-a-kind-of-socket.md"), "utf8");
  followed = follow(page, [
    ...["addresses", "capture", "cell", "course", "errors"],
    ...["osi", "packets", "sockets", "view"],
  ]);
});
afterAll(() => rmSync(followed.folder, { recursive: true, force: true }));

const run = (program: string) =>
  execFileSync(
    process.execPath,
    [
      "-e",
      `(async () => { const { discard, udp, settle, handles, closeAll } = require("./dist/main.js"); ${program} })()`,
    ],
    { cwd: followed.folder, encoding: "utf8" },
  );

test("what the page writes compiles in its place", () => {
  expect(followed.errors).toEqual([]);
});

test("what is sent to the service is in its transcript, and its card", () => {
  const shown = run(
    'const sink = await discard({ name: "sink" }); await (await udp.bind()).sendTo("gone", sink);' +
      "while (sink.transcript.length === 0) await settle(5); sink.show(); await closeAll(); console.log(sink.state)",
  );
  expect(shown).toMatch(/discard service sink: open/);
  expect(shown).toMatch(/datagram|4 B {2}gone/);
  expect(shown).toMatch(/closed\n$/);
});

test("a second one with the same name takes over, and a mistyped option is refused", () => {
  const shown = run(
    'const one = await discard({ name: "sink" }); const two = await discard({ name: "sink" }); console.log(one.state, two.state, handles().length);' +
      "await discard({ prt: 1 }).catch((error) => console.log(error.message)); await closeAll()",
  );
  expect(shown).toMatch(/^closed open 1\n.*Did you mean port\?/);
});
