/** `jupyter console`, the client for a terminal, on our kernelspec: what is typed, and what is printed. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "vitest";
import { program, requires } from "../support/requires";
import { installKernel } from "./install";
import { processesMarked, processList } from "./processes";

const jupyterConsole = program("jupyter-console");

requires(jupyterConsole, processList).test(
  "jupyter console shows output, values and errors, and ends the kernel",
  () => {
    const typed = [
      `require("node:net").createServer().listen(0, "127.0.0.1"); console.log("serving");`,
      "const answer: number = 6 * 7;",
      "answer",
      `throw new RangeError("boom");`,
      `console.log("still here");`,
    ];
    const home = mkdtempSync(join(tmpdir(), "netcell-console-"));
    const mark = randomUUID();
    try {
      installKernel(home);
      const { status, stdout, stderr } = spawnSync(
        jupyterConsole.path,
        ["--kernel", "tslab", "--simple-prompt"],
        {
          input: `${typed.join("\n")}\n`,
          encoding: "utf8",
          env: { ...process.env, JUPYTER_PATH: join(home, "share/jupyter"), NETCELL_TEST_MARK: mark },
        },
      );
      expect(status, stderr).toBe(0);
      const shown = stripVTControlCharacters(stdout);
      expect(shown).toContain("serving\n");
      expect(shown).toMatch(/Out\[3\]: 42\n/);
      expect(stripVTControlCharacters(stderr)).toMatch(
        /RangeError: boom\n.*\n> 1 \| throw new RangeError\("boom"\);/,
      );
      expect(shown).toContain("still here\n");
      expect(processesMarked("NETCELL_TEST_MARK", mark)).toEqual([]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
);
