/** A Jupyter Server as a host of kernels. */
import { basename, isAbsolute, posix, relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kernel as Theirs } from "@jupyterlab/services";
import type { Kernel, KernelHost } from "../kernel/kernel";
import type { KernelChoice } from "../kernel/kernel-choice";
import { NotebookError } from "../nbformat/notebook-error";
import { loadServices, type Services } from "./jupyterlab-services";
import { connectKernel, type RemoteKernelOptions } from "./remote-kernel";
import { RemoteError, Requests } from "./requests";

export interface ServerOptions extends RemoteKernelOptions {
  /** Ends in a slash. */
  readonly url: string;
  readonly token?: string | undefined;
  /** The folder on the server that stands for the one we are in (default: the root of the server). */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Connects to the server; fails if there is none, or if it does not accept the token. */
export async function serverHost(options: ServerOptions): Promise<KernelHost> {
  const services = await loadServices();
  const requests = new Requests(options.url, options.token, "Jupyter Server");
  const { kernelspecs } = (await requests.json("GET", "api/kernelspecs")) as KernelSpecs;
  if (typeof kernelspecs !== "object" || kernelspecs === null)
    throw new RemoteError(`${options.url} is not a Jupyter Server: it does not list its kernels.`, {
      hint: "Check the address.",
    });
  return new Server(services, requests, kernelspecs, options);
}

interface KernelSpecs {
  readonly kernelspecs: Record<string, { readonly spec?: { readonly display_name?: string } }>;
}

/** The time that a server without room for another kernel has to find some, while none of ours is in the way. */
const fullMs = 60_000;
const pauseMs = 2000;

class Server implements KernelHost {
  readonly name: string;
  /** Our running kernels; each resolves when it has ended. */
  readonly #running = new Set<Promise<unknown>>();
  readonly #services: Services;
  readonly #requests: Requests;
  readonly #specs: KernelSpecs["kernelspecs"];
  readonly #options: ServerOptions;
  #remarkedOnRepairs = false;

  constructor(
    services: Services,
    requests: Requests,
    specs: KernelSpecs["kernelspecs"],
    options: ServerOptions,
  ) {
    this.name = requests.url;
    this.#services = services;
    this.#requests = requests;
    this.#specs = specs;
    this.#options = options;
  }

  async start(choice: KernelChoice): Promise<Kernel> {
    const name = this.#specFor(choice);
    const path = pathOnServer(choice.notebook, this.#options.folder ?? "");
    const model = await this.#startedModel({ name, path });
    const kernel = await connectKernel(this.#services, this.#requests, model, this.#options);
    this.#count(kernel);
    if (isUnrepaired(kernel) && !this.#remarkedOnRepairs) {
      this.#remarkedOnRepairs = true;
      this.#options.remark?.(
        `The tslab at ${this.name} has no repairs of netcell: it reports errors only as text. Register netcell's kernel there: netcell kernel install.`,
      );
    }
    return kernel;
  }

  /** The kernelspec of the name that the notebook was saved with, or tslab's own. */
  #specFor({ notebook, kernelspec, language }: KernelChoice): string {
    const own = language === "javascript" ? "jslab" : "tslab";
    const name = [kernelspec, own].find((name) => name !== undefined && Object.hasOwn(this.#specs, name));
    if (name !== undefined) return name;
    const known = Object.entries(this.#specs).map(
      ([name, { spec }]) => `${name} (${spec?.display_name ?? "?"})`,
    );
    throw new NotebookError(
      notebook,
      `${this.name} has no kernel "${kernelspec ?? own}"${kernelspec !== undefined && kernelspec !== own ? ` and no "${own}"` : ""}. It has ${known.join(", ") || "none at all"}.`,
      { code: "ENOENT", hint: "To install netcell's there: netcell kernel install." },
    );
  }

  /** A server may limit how many kernels run: then the next waits until one of ours has ended. */
  async #startedModel(body: object): Promise<Theirs.IModel> {
    const { signal } = this.#options;
    let deadline = performance.now() + fullMs;
    for (;;) {
      try {
        return (await this.#requests.json("POST", "api/kernels", { body })) as Theirs.IModel;
      } catch (error) {
        if (!isFull(error) || performance.now() > deadline) throw error;
        const pause = sleep(error.retryAfter ?? pauseMs, undefined, { ...(signal && { signal }) });
        // When another of ours ends first, this one may reject unheard.
        pause.catch(() => {});
        await Promise.race([pause, ...this.#running]);
        if (this.#running.size > 0) deadline = performance.now() + fullMs;
      }
    }
  }

  #count(kernel: Kernel): void {
    const ended = kernel.died.then(() => {
      this.#running.delete(ended);
    });
    this.#running.add(ended);
  }
}

function isUnrepaired({ info }: Kernel): boolean {
  return info.implementation === "tslab" && !String(info.banner).includes("repaired by netcell");
}

/** "Too many requests", "not now", and the answer of Jupyter's gateways when the limit of kernels is reached. */
function isFull(error: unknown): error is RemoteError {
  if (!(error instanceof RemoteError)) return false;
  return (
    error.status === 429 || error.status === 503 || (error.status === 403 && /limit/i.test(error.message))
  );
}

/**
 * The kernel's working folder follows from this: where the server has no such folder, it takes the nearest
 * one above. A notebook from outside of the folder we are in counts as lying in it.
 */
function pathOnServer(notebook: string, folder: string): string {
  const way = relative(process.cwd(), notebook);
  const inside = !isAbsolute(way) && !way.startsWith("..");
  return posix.join(folder, inside ? way.split(sep).join("/") : basename(notebook));
}
