/** This end of the connection to a child process. */
import {
  type CallOptions,
  type HandleFacts,
  type Identity,
  interruptible,
  openReplacing,
  runHandler,
} from "../../cell";
import { type Hints, socketError } from "../socket-error";
import { StreamConnection } from "../stream/connection";
import { connectedPair } from "../unix/pair";
import { unixTransport, unnamedEnds } from "../unix/transport";
import type { Child, ChildExit } from "./api";
import type { Command } from "./command";
import { type Running, start } from "./process";

/** Characters of standard error that are shown: a program that floods it must not flood the notebook. */
const shownLimit = 64 * 1024;

export class ChildConnection extends StreamConnection implements Child {
  #process: Running | undefined;
  #exit: ChildExit | undefined;
  #shown = 0;

  constructor(identity: Identity) {
    super({
      ...identity,
      transport: { ...unixTransport, kind: "child process", opener: "child()" },
    });
  }

  get pid(): number {
    return this.#running.pid;
  }

  get exited(): Promise<ChildExit> {
    const { exited } = this.#running;
    return interruptible(exited, { handle: this, awaited: `${this.name} to end`, hint: endIt });
  }

  override get stateNote(): string {
    return `${super.stateNote}${this.#exit ? `, ${exitText(this.#exit)}` : ""}`;
  }

  override facts(stable: boolean): HandleFacts {
    const facts = super.facts(stable);
    if (!this.#process || stable) return facts;
    return { ...facts, endpoint: `${facts.endpoint} (process ${this.pid})` };
  }

  /** Starts the program and connects to it. @internal */
  async start(command: Command, options: CallOptions): Promise<void> {
    await openReplacing(this, "child()", async () => {
      const [near, far] = await connectedPair(options, this);
      this.attach(near, "connect", unnamedEnds("parent", this.name));
      const ended = new Promise((resolve) => near.once("end", resolve).once("close", resolve));
      this.#process = await start(command, far, (text) => this.#show(text)).catch((error) => {
        throw socketError(error, `cannot start ${command.file}`, this, hints);
      });
      const exited = this.#process.exited.then((exit) => {
        this.#exit = exit;
        this.changed();
      });
      // Its last words may still be on the way when it is gone.
      void Promise.all([exited, ended]).then(() => this.closeAs({ by: "peer" }));
    });
  }

  protected override async release(grace: number): Promise<void> {
    const limit = setTimeout(() => this.#process?.kill(), grace);
    await super.release(grace);
    await this.#process?.exited;
    clearTimeout(limit);
  }

  get #running(): Running {
    if (this.#process) return this.#process;
    throw socketError({ code: "ESRCH" }, `${this.name} does not run`, this, { ESRCH: "Await child()." });
  }

  #show(text: string): void {
    if (this.#shown >= shownLimit) return;
    this.#shown += text.length;
    const more = this.#shown >= shownLimit ? `\n… ${this.name}: more on standard error is left out\n` : "";
    runHandler(this.cell, () => process.stderr.write(text + more));
  }
}

const endIt =
  "It still runs: close() ends it, shutdown() ends its input, and exited.then(…) does something when it ends, without waiting.";

const hints: Hints = {
  ENOENT: "There is no such program on PATH: check the spelling. Arguments go into an array of their own.",
  EACCES: "That file may not be executed.",
};

function exitText({ code, signal }: ChildExit): string {
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}
