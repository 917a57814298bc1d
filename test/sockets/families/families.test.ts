/** Which address families there are: what the operating system says, and what follows from it. */

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { families } from "../../../lib";
import type { SocketAnswer } from "../../../lib/sockets/families/api";
import { familyOf, knownFamilies } from "../../../lib/sockets/families/family";
import { program, requires } from "../../support/requires";

const root = resolve(import.meta.dirname, "../../..");
const python = requires(program("python3"));

python.describe("families()", () => {
  test("tells the protocol that the system chose for family and type: TCP, UDP, or the only one", async () => {
    const all = new Map([...(await families())].map((family) => [family.name, family]));
    const chosen = (name: string, type: string) =>
      all.get(name)?.types.find((answer) => answer.type === type)?.protocol;
    expect([chosen("AF_INET", "SOCK_STREAM"), chosen("AF_INET", "SOCK_DGRAM")]).toEqual([6, 17]);
    expect(chosen("AF_UNIX", "SOCK_STREAM")).toBe(0);
  });

  test("says of every family that is not offered why, by errno name and in words", async () => {
    const refused = [...(await families())].filter(({ state }) => state !== "offered");
    for (const { name, errno, reason } of refused) {
      expect(errno, name).toMatch(/^E[A-Z]+$/);
      expect(reason, name).not.toBe("");
    }
    // Infrared left Linux in 4.17.
    if (process.platform === "linux")
      expect(refused.map(({ name, errno }) => [name, errno])).toContainEqual(["AF_IRDA", "EAFNOSUPPORT"]);
  });

  test("asks once, and draws a table that can be read aloud", async () => {
    const table = await families();
    expect(await families()).toBe(table);
    expect(table.text).toMatch(/^AF_INET +offered +6: TCP +17: UDP/m);
    expect(table.text).toMatch(/^AF_INET +hosts of the Internet, IPv4$/m);
    expect(table.html).toMatch(/<th scope="row"[^>]*>AF_INET<\/th>/);
    expect(table.html).toContain("<caption");
  });
});

describe("families() that was not answered in time", () => {
  python.test("says so, and asks again the next time", () => {
    const script = `const { families } = require(${JSON.stringify(root)});
      families({ timeout: 0 }).catch((error) => console.log(error.code, error.message))
        .then(() => families()).then((all) => console.log([...all].length))`;
    const [first, second] = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).split("\n");
    expect(first).toMatch(/^ETIMEDOUT families\(\) waited 0 ms and python3 did not answer/);
    expect(second).toBe(String(knownFamilies.length));
  });
});

test("without python3 Node says what it can, and the rest is not asked", () => {
  const script = `require(${JSON.stringify(root)}).families().then((all) => console.log(JSON.stringify([all.note, ...all])))`;
  const env = { ...process.env, PATH: "/nowhere" };
  const [note, ...rows] = JSON.parse(
    execFileSync(process.execPath, ["-e", script], { encoding: "utf8", env }),
  );
  expect(note).toMatch(/^Not asked: there is no python3\./);
  const states = Object.fromEntries(
    rows.map(({ name, state }: { name: string; state: string }) => [name, state]),
  );
  expect(states).toMatchObject({ AF_INET: "offered", AF_BLUETOOTH: "not asked", AF_IRDA: "not asked" });
});

describe("a family is", () => {
  const answer = (errno?: string): SocketAnswer => ({
    type: "SOCK_STREAM",
    opened: errno === undefined,
    protocol: errno === undefined ? 6 : undefined,
    errno,
    reason: errno,
  });
  test.each([
    ["offered", "if one type could be opened", [answer("EPERM"), answer()], undefined],
    ["not permitted", "if another user may", [answer("EAFNOSUPPORT"), answer("EPERM")], "EPERM"],
    [
      "other types",
      "if the system wants another type",
      [answer("ENODEV"), answer("EPROTOTYPE")],
      "EPROTOTYPE",
    ],
    ["not offered", "if the system does not know it", [answer("EAFNOSUPPORT")], "EAFNOSUPPORT"],
    ["not offered", "if it has no number", [], undefined],
  ] as const)("%s, %s", (state, _why, answers, errno) => {
    expect(familyOf("AF_X", "nobody", answers)).toMatchObject({ state, errno });
  });
});
