/** Files that are replaced at once, or stay as they were. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceFile, whyUnwritable } from "../../lib/kernel";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-replace-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a replaced file", () => {
  test("keeps its mode, and has no draft beside it", async () => {
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    await replaceFile(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("behind a link is replaced, and the link stays", async () => {
    writeFileSync(join(folder, "real.txt"), "old");
    symlinkSync("real.txt", join(folder, "link.txt"));
    await replaceFile(join(folder, "link.txt"), Buffer.from("new"));
    expect(lstatSync(join(folder, "link.txt")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real.txt"), "utf8")).toBe("new");
  });

  test("gets its folder if there is none", async () => {
    await replaceFile(join(folder, "a/b/c.txt"), "new");
    expect(readFileSync(join(folder, "a/b/c.txt"), "utf8")).toBe("new");
  });

  test("that cannot be replaced leaves no draft", async () => {
    mkdirSync(join(folder, "a.txt"));
    await expect(replaceFile(join(folder, "a.txt"), "new")).rejects.toMatchObject({ code: "EISDIR" });
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });
});

describe("a refusal of the file system", () => {
  const why = (code: string) =>
    whyUnwritable(Object.assign(new Error(`${code}: it failed`), { code }), "choose a folder");

  test("is a reason with its code, and says what to do", () => {
    expect(why("ENOSPC")).toEqual({
      code: "ENOSPC",
      reason: "the disk is full",
      hint: "Make room, or choose a folder.",
    });
    expect(why("EROFS")).toMatchObject({ reason: "the file system is read-only", hint: "Choose a folder." });
  });

  test("without a sentence of its own is quoted", () => {
    expect(why("EMFILE")).toMatchObject({ code: "EMFILE", reason: "EMFILE: it failed" });
    expect(whyUnwritable(new TypeError("no BigInt."), "choose a folder")).toMatchObject({
      reason: "no BigInt",
    });
  });
});
