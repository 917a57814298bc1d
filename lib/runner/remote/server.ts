/** A Jupyter Server as a host of kernels. */
import { basename, isAbsolute, posix, relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kernel as Theirs } from "@jupyterlab/services";
import type { Kernel, KernelHost } from "../kernel/kernel";
import type { KernelWanted } from "../kernel/kernel-choice";
import { NotebookError } from "../nbformat/notebook-error";
import { RemoteError } from "./error";
import { loadServices, type Services } from "./jupyterlab-services";
import { connectKernel, type RemoteKernelOptions } from "./remote-kernel";
import { Requests } from "./requests";

export interface ServerOptions extends RemoteKernelOptions {
  /** Ends in a slash. */
  readonly url: string;
  readonly token?: string | undefined;
  /** The folder on the server that stands for the one we are in; its root when left out. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The server, if it is one, and lets us in. */
export async function serverHost(options: ServerOptions): Promise<KernelHost> {
  const services = await loadServices();
  const requests = new Requests(options.url, options.token, "Jupyter Server");
  const { kernelspecs } = (await requests.json("GET", "api/kernelspecs")) as KernelSpecs;
  if (typeof kernelspecs !== "object" || kernelspecs === null)
    throw new RemoteError(`${options.url} is no Jupyter Server: it does not list its kernels.`);
  return new Server(services, requests, kernelspecs, options);
}

interface KernelSpecs {
  readonly kernelspecs: Record<string, { readonly spec?: { readonly display_name?: string } }>;
}

/** What a server that has no room for another kernel may be given to find some, while none of ours is in the way. */
const fullMs = 60_000;
const pauseMs = 2000;

class Server implements KernelHost {
  readonly name: string;
  /** Ours that run; each resolves when it has ended. */
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly services: Services,
    private readonly requests: Requests,
    private readonly specs: KernelSpecs["kernelspecs"],
    private readonly options: ServerOptions,
  ) {
    this.name = requests.url;
  }

  async start(wanted: KernelWanted): Promise<Kernel> {
    const name = this.specFor(wanted);
    const path = pathOnServer(wanted.notebook, this.options.folder ?? "");
    const model = await this.startedModel({ name, path });
    const kernel = await connectKernel(this.services, this.requests, model, this.options);
    this.count(kernel);
    return kernel;
  }

  /** The kernelspec of the name that the notebook was saved with, or tslab's own. */
  private specFor({ notebook, kernelspec, language }: KernelWanted): string {
    const own = language === "javascript" ? "jslab" : "tslab";
    const name = [kernelspec, own].find((name) => name !== undefined && Object.hasOwn(this.specs, name));
    if (name !== undefined) return name;
    const known = Object.entries(this.specs).map(
      ([name, { spec }]) => `${name} (${spec?.display_name ?? "?"})`,
    );
    throw new NotebookError(
      notebook,
      `${this.name} has no kernel "${kernelspec ?? own}"${kernelspec !== undefined && kernelspec !== own ? ` and no "${own}"` : ""}. It has ${known.join(", ") || "none at all"}. To install netcell's there: netcell kernel install.`,
    );
  }

  /** A server may limit how many kernels run: then the next waits until one of ours has ended. */
  private async startedModel(body: object): Promise<Theirs.IModel> {
    const { signal } = this.options;
    let deadline = performance.now() + fullMs;
    for (;;) {
      try {
        return (await this.requests.json("POST", "api/kernels", { body })) as Theirs.IModel;
      } catch (error) {
        if (!isFull(error) || performance.now() > deadline) throw error;
        const pause = sleep(error.retryAfter ?? pauseMs, undefined, { ...(signal && { signal }) });
        // When another of ours ends first, nobody looks at this one any more.
        pause.catch(() => {});
        await Promise.race([pause, ...this.running]);
        if (this.running.size > 0) deadline = performance.now() + fullMs;
      }
    }
  }

  private count(kernel: Kernel): void {
    const ended = kernel.died.then(() => {
      this.running.delete(ended);
    });
    this.running.add(ended);
  }
}

/** "Too many requests", "not now", and what Jupyter's gateways say when the limit of kernels is reached. */
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
