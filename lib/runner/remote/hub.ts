/** A JupyterHub: starts the server of a user, reports the progress, and stops it again. */
import { setTimeout as sleep } from "node:timers/promises";
import type { KernelHost } from "../kernel/kernel";
import { RemoteError, Requests } from "./requests";
import { type ServerOptions, serverHost } from "./server";

export interface HubOptions extends ServerOptions {
  /** The user whose server it is (default: the owner of the token). */
  readonly user?: string | undefined;
  /** Reports the start of the server, in the words of the hub. */
  progress?(text: string): void;
}

export interface HubHost {
  readonly host: KernelHost;
  /** Stops the server, if we started it. */
  close(): Promise<void>;
}

/** Between two questions about a server that starts or stops. */
const lookMs = 1000;
const stopMs = 60_000;

export async function hubHost(options: HubOptions): Promise<HubHost> {
  const hub = new Hub(options);
  const path = await hub.open();
  try {
    const host = await serverHost({ ...options, url: new URL(path, options.url).href });
    return { host, close: () => hub.close() };
  } catch (error) {
    await hub.close();
    throw error;
  }
}

/** The part of the hub's answer about a user that matters here. */
interface User {
  /** A service has a token, too, and no server. */
  readonly kind?: string | undefined;
  readonly name: string;
  /** The path of the running server. */
  readonly server: string | null;
  readonly pending: "spawn" | "stop" | null;
}

/** An event of the hub while a server starts. */
interface Progress {
  readonly message?: string;
  readonly failed?: boolean;
}

class Hub {
  readonly #options: HubOptions;
  readonly #requests: Requests;
  #startedByUs = false;
  #name = "";

  constructor(options: HubOptions) {
    this.#options = options;
    this.#requests = new Requests(`${options.url}hub/`, options.token, "JupyterHub");
  }

  /** The path of the user's running server. */
  async open(): Promise<string> {
    try {
      this.#name = this.#options.user ?? (await this.#user("api/user")).name;
      for (;;) {
        this.#options.signal?.throwIfAborted();
        const { server, pending } = await this.#user(this.#path);
        if (server !== null && pending === null) return server;
        if (pending === null) await this.#start();
        if (pending === "stop") await this.#pause();
        else await this.#followStart();
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (!this.#startedByUs) return;
    this.#startedByUs = false;
    this.#options.progress?.(`stopping the server of ${this.#name} …`);
    const deadline = performance.now() + stopMs;
    while (performance.now() < deadline) {
      const status = await this.#requests
        .send("DELETE", `${this.#path}/server`)
        .catch((error: RemoteError) => error)
        .then(({ status }) => status);
      if (status === 204 || status === 404) return;
      // 202: it is stopping; 400: it is still starting, and must not be disturbed.
      if (status !== 202 && status !== 400) break;
      await sleep(lookMs);
    }
    this.#options.remark?.(`The server of ${this.#name} could not be stopped and may still run.`);
  }

  get #path(): string {
    return `api/users/${encodeURIComponent(this.#name)}`;
  }

  async #user(path: string): Promise<User> {
    try {
      const user = (await this.#requests.json("GET", path)) as Partial<User>;
      const { kind, name, server = null, pending = null } = user;
      if (kind !== "service" && typeof name === "string") return { name, server, pending };
    } catch (error) {
      if ((error as RemoteError).status !== 404 || this.#name === "") throw error;
      throw new RemoteError(
        `${this.#options.url} knows no user "${this.#name}", or the token may not see that user, or it is not a JupyterHub.`,
        { code: "ENOENT", hint: "Check the address, the user and the token." },
      );
    }
    throw new RemoteError(
      `The token for ${this.#options.url} does not belong to a user. Name the user with --user.`,
      { code: "EACCES", hint: "Name the user with --user." },
    );
  }

  /** Asks for the server; a hub that starts too many at once names the time to wait. */
  async #start(): Promise<void> {
    this.#options.progress?.(`starting the server of ${this.#name} …`);
    try {
      await this.#requests.send("POST", `${this.#path}/server`, { body: {} });
      this.#startedByUs = true;
    } catch (error) {
      const { status, retryAfter = lookMs } = error as RemoteError;
      // Another program was faster.
      if (status === 400) return;
      if (status !== 429) throw status === undefined || status < 500 ? error : this.#failure();
      await this.#pause(retryAfter);
    }
  }

  /** Passes on the events of the hub until the server runs, or fails. */
  async #followStart(): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(stopMs), ...this.#signals]);
    const response = await this.#requests.send("GET", `${this.#path}/server/progress`, { signal });
    for await (const { message, failed } of events(response)) {
      if (failed) throw this.#failure(message);
      if (message) this.#options.progress?.(`the server of ${this.#name}: ${message}`);
    }
  }

  #failure(message = "its log tells why."): RemoteError {
    return new RemoteError(`${this.#options.url} could not start the server of ${this.#name}: ${message}`, {
      hint: "Read the log of the hub.",
    });
  }

  async #pause(ms = lookMs): Promise<void> {
    const [signal] = this.#signals;
    await sleep(ms, undefined, signal && { signal });
  }

  get #signals(): AbortSignal[] {
    return this.#options.signal ? [this.#options.signal] : [];
  }
}

/** The hub's event stream: lines "data: {…}", with empty ones and comments in between. */
async function* events(response: Response): AsyncGenerator<Progress> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines)
      if (line.startsWith("data:")) yield JSON.parse(line.slice("data:".length)) as Progress;
  }
}
