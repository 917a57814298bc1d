/** Capstone C2, Cross-platform game server: what it claims, held against Python and a browser. */
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { program, requires } from "../support/requires";
import { teaches } from "./teaches";

/** The INPUT that the notebook takes for an example. */
const golden = "01070102cafebabe01ff";

teaches("C2", {}, ({ text, notebook }) => {
  test("row 39: the golden vectors are what the notebook's own code writes", () => {
    expect(text("hex")).toBe(golden);
    expect(text("golden")).toBe("[ true, false ]");
    const { source } = notebook.cells.find(({ id }) => id === "golden")!;
    expect(source).toContain(`"${golden}"`);
  });

  const python = program("python3");
  requires(python).test("row 39: Python writes them so, with and without the byte order of networks", () => {
    const { source } = notebook.cells.find(({ id }) => id === "hex-explained")!;
    const [, code] = /```python\n([\s\S]*?)```/.exec(source)!;
    const printed = (program: string) =>
      execFileSync(python.path!, ["-c", program.replace(/^struct\.pack.*$/m, "print($&)")], {
        encoding: "utf8",
      }).trim();
    expect(printed(code!)).toBe(golden);
    // What a PC does when it is not told: written out, so that the test holds on every machine.
    expect(printed(code!.replace('"!', '"<'))).toBe("01070201bebafeca01ff");
  });

  const browser = program("chromium", "chromium-browser", "google-chrome");
  requires(browser).test(
    "row 39: a browser runs the notebook's encoder as it stands, and writes them so",
    async () => {
      const { source } = notebook.cells.find(({ id }) => id === "input")!;
      const started = await chromium.launch({ executablePath: browser.path, args: ["--no-sandbox"] });
      try {
        const page = await started.newPage();
        const written = await page.evaluate(
          `${source}; [...encodeInput({ player: 7, seq: 258, token: 0xcafebabe, dx: 1, dy: -1 })]`,
        );
        expect(Buffer.from(written as number[]).toString("hex")).toBe(golden);
      } finally {
        await started.close();
      }
    },
  );

  test("two runs agree at tick 200, and tell by a hash when they do not", () => {
    expect(text("replay-compare")).toMatch(/^\[ true, false, '[0-9a-f]{16}' \]$/);
  });

  test("row 39: copies, latecomers, wild wishes and strangers are turned away", () => {
    expect(text("cheats")).toBe("ok | old | old\ntoo fast | not yours\nno input\n[ 1, -1 ]");
    expect(text("wrap")).toBe("[ true, false, false ]");
  });

  test("row 39: the server moves the players, also when one datagram in ten is lost", () => {
    expect(text("walk")).toContain("x: 5");
    expect(text("lossy")).toBe("[ true, true ]");
    expect(text("counted")).toBe("[ true, true ]");
  });
});
