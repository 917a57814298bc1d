/** A running capture as a handle. */
import { setTimeout as sleep } from "node:timers/promises";
import { type CallOptions, Deadline, type HandleFacts, LiveHandle, Waiters, waitError } from "../cell";
import { checkedOptions, NetcellError } from "../errors";
import { type CapturedPacket, PacketError, pcap } from "../packets";
import { jupyterDisplay, type MimeBundle } from "../view";
import type { LiveCapture } from "./api";
import { captureCard, Lines } from "./card";
import { type CaptureSetup, callNames } from "./options";
import { PacketRing } from "./packet-ring";
import { type Attempt, captureError, endedError, refusalIn } from "./refusals";
import { ToolProcess } from "./tool-process";
import { type Tool, tools } from "./tools";

export class PacketCapture extends LiveHandle implements LiveCapture {
  readonly kind = "capture";
  readonly name: string;
  readonly #setup: CaptureSetup;
  readonly #ring: PacketRing;
  readonly #lines = new Lines();
  readonly #changes = new Waiters();
  readonly #parser = new pcap.CaptureParser("The capture");
  #tool: Tool | undefined;
  #process: ToolProcess | undefined;
  #taken = 0;
  #failure: Error | undefined;

  constructor(setup: CaptureSetup) {
    super(setup.key);
    this.name = setup.name;
    this.#setup = setup;
    this.#ring = new PacketRing(setup.keep);
  }

  get interface(): string {
    return this.#setup.interface;
  }

  get tool(): string {
    return this.#tool?.name ?? "";
  }

  get packets(): readonly CapturedPacket[] {
    return this.#ring.from();
  }

  get captured(): number {
    return this.#ring.count;
  }

  get dropped(): number {
    return this.#ring.dropped;
  }

  get lost(): number | undefined {
    const match = this.#tool?.dropped.exec(this.#process?.output ?? "");
    return match ? Number(match[1]) : undefined;
  }

  /** Starts a tool that captures; resolves when it really does. @internal */
  async open(options: CallOptions): Promise<void> {
    const deadline = new Deadline(options, { idle: false });
    const attempts: Attempt[] = [];
    for (const tool of tools) {
      const output = await this.#start(tool, deadline);
      if (output === undefined) return this.opened();
      attempts.push({ tool, output });
      if (!["missing", "permission"].includes(refusalIn(output))) break;
    }
    throw captureError(attempts, this.#setup, this);
  }

  /** Starts this tool; when it ends instead, what it said. */
  async #start(tool: Tool, deadline: Deadline): Promise<string | undefined> {
    const { interface: where, filter } = this.#setup;
    const process = new ToolProcess(tool, where, filter, {
      bytes: (chunk) => this.#arrived(chunk),
      changed: () => this.#processChanged(),
    });
    this.#tool = tool;
    this.#process = process;
    while (!process.ready && !process.ended) {
      const end = await this.#changes.wait(deadline);
      if (end === "event") continue;
      const hint = `Look whether ${tool.name} works in a terminal, or give { timeout } more milliseconds.`;
      const call = { what: `capture() on ${where}`, awaited: `${tool.name} did not start to capture`, hint };
      throw waitError(end, deadline, call, { handle: this });
    }
    return process.ready ? undefined : process.output;
  }

  async next(
    first: CallOptions | ((packet: CapturedPacket) => boolean) = {},
    second: CallOptions = {},
  ): Promise<CapturedPacket> {
    const [condition, options] = typeof first === "function" ? [first, second] : [() => true, first];
    const packet = await this.#next(condition, checkedOptions(options, callNames));
    if (packet) return packet;
    const { error } = this.reason ?? {};
    if (error instanceof NetcellError) {
      const { what, code, hint } = error;
      throw new NetcellError(`next() on ${this.name}: ${what}`, { code, hint, handle: this, cause: error });
    }
    throw new NetcellError(`next() on ${this.name}: it is closed, and no more packets come`, {
      code: "ENOTCONN",
      hint: "Run the cell that captures again.",
      handle: this,
    });
  }

  async *[Symbol.asyncIterator](): AsyncIterator<CapturedPacket> {
    for (;;) {
      const packet = await this.#next(() => true);
      if (!packet) return;
      yield packet;
    }
  }

  /** The next packet that meets the condition and was not taken yet; undefined when no more come. */
  async #next(
    condition: (packet: CapturedPacket) => boolean,
    options: CallOptions = {},
  ): Promise<CapturedPacket | undefined> {
    const deadline = new Deadline(options);
    for (;;) {
      for (let found = this.#ring.at(this.#taken); found; found = this.#ring.at(this.#taken)) {
        this.#taken = found.next;
        if (condition(found.packet)) return found.packet;
      }
      if (this.state === "closed" || this.state === "failed") return undefined;
      const end = await this.#changes.wait(deadline);
      if (end === "event") continue;
      const call = {
        what: `next() on ${this.name}`,
        awaited: "no such packet came",
        hint: "Send something in this cell or an earlier one, or give { timeout } more milliseconds.",
      };
      throw waitError(end, deadline, call, { handle: this });
    }
  }

  [jupyterDisplay](): MimeBundle {
    return captureCard(this, this.#lines.newest(this.#ring))[jupyterDisplay]();
  }

  facts(stable: boolean): HandleFacts {
    const { interface: where, packets, stablePackets } = this.#setup;
    return {
      endpoint: `${where}: ${stable ? stablePackets : packets}`,
      bytes: stable ? 0 : this.#ring.bytes,
    };
  }

  protected async release(grace: number): Promise<void> {
    if (this.reason?.by === "local" && this.#process?.ready) await this.#quiet(grace);
    await this.#process?.stop();
    // Those who wait look again when the state says that it is closed.
    setImmediate(() => this.#changes.wake());
  }

  /** Waits for packets that are on their way: a tool that is stopped leaves them where they are. */
  async #quiet(grace: number): Promise<void> {
    const { delay } = this.#tool!;
    const latest = performance.now() + grace + delay;
    for (let count = -1; count < this.#ring.count && performance.now() < latest; ) {
      count = this.#ring.count;
      await sleep(delay);
    }
  }

  #arrived(chunk: Uint8Array): void {
    if (this.#failure) return;
    try {
      for (const packet of this.#parser.feed(chunk)) this.#ring.push(packet);
    } catch (error) {
      // What it prints is not a capture.
      if (!(error instanceof PacketError)) throw error;
      this.#failure = error;
      void this.closeAs({ by: "error", error });
      return;
    }
    this.changed();
    this.#changes.wake();
  }

  #processChanged(): void {
    this.#changes.wake();
    const process = this.#process;
    if (this.state !== "open" || !process?.ended) return;
    const attempt = { tool: this.#tool!, output: process.output };
    void this.closeAs({ by: "error", error: endedError(attempt, this.#setup.interface, this) });
  }
}
