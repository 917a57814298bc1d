/** A kernel on a Jupyter Server. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kernel as Theirs } from "@jupyterlab/services";
import { Conversation } from "../kernel/conversation";
import {
  type DeathReport,
  describeDeath,
  executeDefaults,
  exportEnvironment,
  type Kernel,
  KernelError,
  type RequestOptions,
  type StopReport,
  type Submission,
  type SubmitOptions,
} from "../kernel/kernel";
import { request } from "../kernel/wire";
import type { Json } from "../nbformat/notebook";
import { type Connection, openConnection } from "./connection";
import type { Services } from "./jupyterlab-services";
import type { RemoteError, Requests } from "./requests";

export interface RemoteKernelOptions {
  /** How long the kernel may take to be ready, in milliseconds. */
  readonly startTimeout?: number;
  /** How long its connection may be down, in milliseconds. */
  readonly outage?: number;
  /** Called with what a person should know, although no cell fails because of it. */
  remark?(text: string): void;
}

/** Between two questions to the server: is the kernel still there, and busy when it should be? */
const watchMs = 5000;
/** A server that is asked to interrupt answers at once, or is in no state to do it. */
const interruptMs = 2000;
/** A kernel is not left behind because of one request that got lost. */
const shutdown = { tries: 3, pauseMs: 1000 };

/** Connects to a kernel that the server has just started; it is ours, and we end it. */
export async function connectKernel(
  services: Services,
  requests: Requests,
  model: Theirs.IModel,
  { startTimeout = 60_000, ...options }: RemoteKernelOptions = {},
): Promise<Kernel> {
  const kernel = new RemoteKernel(services, requests, model, options);
  const timer = new AbortController();
  const notReady = (reason: string) =>
    new KernelError(
      "ENOTSTARTED",
      `The kernel "${model.name}" at ${requests.url} did not start: ${reason}. The log of the server tells more.`,
    );
  try {
    await Promise.race([
      kernel.prepare(),
      kernel.died.then((death) => {
        throw notReady(`it ${describeDeath(death)} before it was ready`);
      }),
      sleep(startTimeout, undefined, timer).then(() => {
        throw notReady(`it was not ready within ${startTimeout / 1000} s`);
      }),
    ]);
    return kernel;
  } catch (error) {
    await kernel.stop();
    throw error;
  } finally {
    timer.abort();
  }
}

class RemoteKernel implements Kernel {
  info: Json = {};
  readonly died: Promise<DeathReport>;
  #reportDeath!: (death: DeathReport) => void;
  readonly #requests: Requests;
  readonly #options: RemoteKernelOptions;
  readonly #path: string;
  readonly #conversation: Conversation;
  readonly #connection: Connection;
  readonly #watch: NodeJS.Timeout;
  /** Requests that are not done, the oldest first. */
  readonly #waiting = new Set<Submission>();
  /** The oldest of them, if the kernel was idle all the same at our last question. */
  #unanswered: Submission | undefined;
  #stopping: Promise<StopReport> | undefined;

  constructor(services: Services, requests: Requests, model: Theirs.IModel, options: RemoteKernelOptions) {
    this.#requests = requests;
    this.#options = options;
    this.#path = `api/kernels/${encodeURIComponent(model.id)}`;
    this.died = new Promise((resolve) => {
      this.#reportDeath = resolve;
    });
    this.#conversation = new Conversation((message) => this.#connection.send(message));
    this.#connection = openConnection(services, requests, model, options.outage ?? 30_000, {
      message: (message) => this.#conversation.receive(message),
      lost: (reason) => this.#die(reason),
    });
    this.#watch = setInterval(() => void this.#look(), watchMs).unref();
  }

  /** Waits for the kernel, and sets the environment that local kernels start with: the server does not let us set it. */
  async prepare(): Promise<void> {
    this.info = await this.#connection.info;
    const settings = Object.entries(exportEnvironment).map(
      ([name, value]) => `globalThis["process"].env[${JSON.stringify(name)}] = ${JSON.stringify(value)};`,
    );
    await this.submit(settings.join("\n"), { content: { silent: true, store_history: false } }).done;
  }

  request(channel: "shell" | "control", type: string, content: Json, options?: RequestOptions): Submission {
    const message = request(channel, type, content, this.#connection.session);
    const submission = this.#conversation.begin(message, options);
    this.#waiting.add(submission);
    const over = () => this.#waiting.delete(submission);
    submission.done.then(over, over);
    return submission;
  }

  submit(code: string, { content, ...options }: SubmitOptions = {}): Submission {
    return this.request("shell", "execute_request", { ...executeDefaults, code, ...content }, options);
  }

  async interrupt(): Promise<void> {
    const signal = AbortSignal.timeout(interruptMs);
    // When this rung does not hold, the next one has to.
    await this.#requests.send("POST", `${this.#path}/interrupt`, { signal }).catch(() => {});
  }

  stop(): Promise<StopReport> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #die(reason: string): void {
    clearInterval(this.#watch);
    this.#reportDeath({ code: null, signal: null, output: "", reason });
    this.#conversation.end(new KernelError("EDIED", `the kernel ${reason}`));
  }

  /** No message says that another program ended the kernel, or that an answer was lost with its line. */
  async #look(): Promise<void> {
    const [oldest] = this.#waiting;
    const state = await this.#requests.json("GET", this.#path).then(
      (model) => (model as { execution_state?: unknown }).execution_state,
      ({ status }: RemoteError) => (status === 404 ? "gone" : "unknown"),
    );
    if (state === "gone") this.#die("was shut down by another program");
    const strange = state === "idle" && this.#connection.isUp() && oldest && this.#waiting.has(oldest);
    if (strange && this.#unanswered === oldest)
      this.#die("has done its work, but its answer got lost when the connection broke");
    this.#unanswered = strange ? oldest : undefined;
  }

  async #end(): Promise<StopReport> {
    const start = performance.now();
    const gone = await this.#shutDown();
    this.#die("was shut down");
    this.#connection.close();
    if (!gone)
      this.#options.remark?.(`A kernel could not be ended and may still run at ${this.#requests.url}.`);
    return { how: gone ? "by its server" : "out of reach", ms: Math.round(performance.now() - start) };
  }

  /** Also a kernel that died: its server may have started it again. */
  async #shutDown(): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#requests.send("DELETE", this.#path);
        return true;
      } catch (error) {
        if ((error as RemoteError).status === 404) return true;
        if (attempt === shutdown.tries) return false;
        await sleep(shutdown.pauseMs);
      }
    }
  }
}
