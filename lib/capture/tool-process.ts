/** A running tool: its packets as bytes, its messages, and its end. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { type Tool, toolEnvironment } from "./tools";

/** The built leash, also for those who run from the sources: Node loads no TypeScript. */
const leash = resolve(__dirname, "../../dist/capture/leash.js");

/** The last characters of what a tool says; more than these say nothing new. */
const mostOutput = 8192;

/** The listener to a running tool. */
export interface Listener {
  /** More bytes of the capture. */
  bytes(chunk: Uint8Array): void;
  /** It captures now, or it has ended. */
  changed(): void;
}

export class ToolProcess {
  /** Whether it really captures: no packet from now on is missed. */
  ready = false;
  /** Whether it is gone, and all that it had printed is read. */
  ended = false;
  /** Its messages on standard error, the last of them. */
  output = "";
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #gone: Promise<void>;

  constructor(tool: Tool, where: string, filter: string, listener: Listener) {
    this.#child = spawn(process.execPath, [leash, tool.name, ...tool.args(where, filter)], {
      stdio: ["pipe", "pipe", "pipe"],
      env: toolEnvironment(),
      // An interrupt of the kernel goes to all of its process group: it must not end the capture.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    stdout.on("data", (chunk: Uint8Array) => listener.bytes(chunk));
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.output = (this.output + text).slice(-mostOutput);
      if (this.ready || !tool.ready.test(this.output)) return;
      this.ready = true;
      listener.changed();
    });
    // The tool may be gone before we close its leash.
    stdin.on("error", () => {});
    this.#gone = new Promise((done) => {
      const end = () => {
        this.ended = true;
        listener.changed();
        done();
      };
      this.#child.once("close", end).once("error", (error) => {
        this.output += error.message;
        end();
      });
    });
    this.#keepsAlive(false);
  }

  /** Lets it end in good order; resolves when all that it captured has been given to the listener. */
  stop(): Promise<void> {
    if (!this.ended) {
      this.#keepsAlive(true);
      this.#child.stdin.end();
    }
    return this.#gone;
  }

  /** Whether the program waits for it. */
  #keepsAlive(holds: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const each of [this.#child, stdin as Socket, stdout as Socket, stderr as Socket])
      each[holds ? "ref" : "unref"]();
  }
}
