/** The built `netcell` command in a folder of its own, with notebooks to run it on. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { projectRoot } from "../support/kernel";

export const netcell = resolve(projectRoot, "dist/cli/main.js");

/** A source, or one with its tags. */
export type CellSource = string | readonly [source: string, ...tags: string[]];

interface Exit {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Lab {
  readonly folder: string;
  readonly path: (name: string) => string;
  /** Writes a notebook, and returns its text. */
  readonly write: (name: string, cells: readonly CellSource[], metadata?: object) => string;
  readonly read: (name: string) => string;
  /** For each cell what it printed, the value it ended with, the name of its error. */
  readonly outputs: (name: string) => string[][];
  readonly run: (...args: string[]) => Promise<Exit>;
  readonly env: NodeJS.ProcessEnv;
}

/** A folder for each test of the file. Its cache is beside it. */
export function lab(): Lab {
  let folder = "";
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "netcell-test-")), "lab");
    mkdirSync(folder);
  });
  afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(path(name), "utf8");
  const env = () => ({ ...process.env, XDG_CACHE_HOME: join(folder, "../cache") });
  return {
    get folder() {
      return folder;
    },
    get env() {
      return env();
    },
    path,
    read,
    write(name, cells, metadata = {}) {
      const text = notebookText(cells, metadata);
      writeFileSync(path(name), text);
      return text;
    },
    outputs: (name) => outputsIn(read(name)),
    run: (...args) =>
      new Promise((done) => {
        execFile(process.execPath, [netcell, ...args], { cwd: folder, env: env() }, (error, stdout, stderr) =>
          done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
        );
      }),
  };
}

export function notebookText(cells: readonly CellSource[], metadata: object = {}): string {
  const list = cells.map((entry, index) => {
    const [source, ...tags] = typeof entry === "string" ? [entry] : entry;
    const cell = { cell_type: "code", id: `c${index}`, source, outputs: [], execution_count: null };
    return { ...cell, metadata: tags.length === 0 ? {} : { tags } };
  });
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: list });
}

interface Stored {
  readonly text?: string[];
  readonly data?: { readonly "text/plain": string[] };
  readonly ename?: string;
}

function outputsIn(text: string): string[][] {
  return JSON.parse(text).cells.map((cell: { outputs: Stored[] }) =>
    cell.outputs.map(({ text, data, ename }) => (text ?? data?.["text/plain"])?.join("") ?? ename),
  );
}
