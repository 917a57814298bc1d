/** The page on adding a view: its steps are followed, and the view that they make draws a packet. */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../support/kernel";
import { type FollowedPage, follow } from "../support/page";

let followed: FollowedPage;
beforeAll(() => {
  const page = readFileSync(join(projectRoot, "lib/osi/adding-a-view.md"), "utf8");
  followed = follow(page, [
    ...["main.js", "addresses", "capture", "cell", "course", "errors"],
    ...["osi", "packets", "sockets", "view"],
  ]);
});
afterAll(() => rmSync(followed.folder, { recursive: true, force: true }));

const show = (expression: string) => {
  const program = `const { osi, packet, IP, TCP } = require("./dist/main.js"); const p = packet(IP(), TCP(), "hello"); console.log(${expression})`;
  return execFileSync(process.execPath, ["-e", program], { cwd: followed.folder, encoding: "utf8" });
};

test("what the page writes compiles in its place", () => {
  expect(followed.errors).toEqual([]);
});

test("the view is a function of osi, with a text and a page", () => {
  expect(show("osi.sizes(p).text").split("\n").slice(0, 6)).toEqual([
    "Bytes of 3 layers",
    "",
    "layer  header  carried",
    "──────────────────────",
    "IP         20       25",
    "TCP        20        5",
  ]);
  expect(show("osi.sizes(p).html")).toContain("<table");
});

test("it refuses what it cannot draw, and options that do not exist", () => {
  expect(show("(() => { try { osi.sizes(1) } catch (error) { return error.code } })()")).toBe("EINVAL\n");
  expect(
    show("(() => { try { osi.sizes(p, { form: 1 }) } catch (error) { return error.message } })()"),
  ).toContain("Did you mean from?");
});
