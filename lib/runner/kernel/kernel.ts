/** A kernel, and a host of kernels, as the runner uses them: on this machine or on a server. */
import { stripVTControlCharacters } from "node:util";
import { NetcellError } from "../../errors";
import type { Json } from "../nbformat/notebook";
import type { KernelChoice } from "./kernel-choice";
import type { Message } from "./wire";

/** A place where kernels run: this machine, or a server. */
export interface KernelHost {
  /** Distinguishes it from other hosts in the keys of the cache: hosts share no results. */
  readonly name: string;
  start(choice: KernelChoice): Promise<Kernel>;
}

/** Set in every kernel whose results are kept: views leave out what differs from run to run. */
export const exportEnvironment = { NETCELL_EXPORT: "1" };

export interface Kernel extends AsyncDisposable {
  /** The content of the kernel's `kernel_info_reply`. */
  readonly info: Json;
  /** Resolves when the kernel's process has ended, for any reason. */
  readonly died: Promise<DeathReport>;
  /** Asks for the execution of a cell; requests may be submitted before earlier ones are done. */
  submit(code: string, options?: SubmitOptions): Submission;
  /** Any request of the messaging protocol. */
  request(channel: "shell" | "control", type: string, content: Json, options?: RequestOptions): Submission;
  interrupt(): Promise<void>;
  /** Ends the kernel: asks first, unless `ask` is false, then SIGTERM, then SIGKILL. Safe to call twice. */
  stop(options?: StopOptions): Promise<StopReport>;
}

export interface RequestOptions {
  /** Called for each message that names this request as its parent, also for those that come after `done`. */
  readonly onMessage?: (message: Message) => void;
}

export interface SubmitOptions extends RequestOptions {
  /** Overrides fields of the `execute_request`. */
  readonly content?: Json;
}

/** The fields of an `execute_request`, apart from its code. */
export const executeDefaults: Json = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: false,
};

export interface Submission {
  readonly id: string;
  /** The reply; rejects with a KernelError when the kernel dies first. */
  readonly reply: Promise<Message>;
  /** Resolves when the reply and `idle` have come, or the reply and then a second of silence. */
  readonly done: Promise<Completion>;
}

export interface Completion {
  readonly reply: Message;
  /** False when the kernel never said `idle`: output may be lost. */
  readonly complete: boolean;
}

export interface DeathReport {
  readonly code: number | null;
  readonly signal: string | null;
  /** The tail of what the process itself wrote to its standard output and error. */
  readonly output: string;
  /** Instead of a code or a signal, where the process is a server's: words that follow "the kernel". */
  readonly reason?: string;
}

export interface StopOptions {
  /** False for a kernel that is known to be stuck: no polite question, SIGTERM at once. */
  readonly ask?: boolean;
}

export interface StopReport {
  readonly how: "graceful" | "SIGTERM" | "SIGKILL" | "already dead" | "by its server" | "out of reach";
  readonly ms: number;
}

/** A kernel that did not start (`ENOTSTARTED`), or that ended before it answered (`EDIED`). */
export class KernelError extends NetcellError {
  /** `output`: what its process wrote, for the lines after the message. */
  constructor(code: "ENOTSTARTED" | "EDIED", message: string, output = "") {
    super(message, { code, hint: hints[code] }, message);
    if (output !== "") this.message += `\n${stripVTControlCharacters(output)}`;
  }
}

const hints = {
  ENOTSTARTED: "Read what its process wrote, or the log of its server, and run the notebook again.",
  EDIED: "Run the notebook again, in a new kernel.",
};

/** "exited with code 3", "was killed by SIGKILL": words that follow "the kernel". */
export function describeDeath({ code, signal, reason }: DeathReport): string {
  if (reason !== undefined) return reason;
  if (signal !== null) return `was killed by ${signal}`;
  return code === null ? "could not be run" : `exited with code ${code}`;
}
