/** A server on a path, which goes away with it. */
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { identityOf, openReplacing } from "../../cell";
import type { NetcellError } from "../../errors";
import { checkServing, servingNames } from "../arguments";
import { endpointText } from "../endpoint";
import { type Hints, socketError } from "../socket-error";
import type { ConnectionHandler } from "../stack/server";
import { streamOptions } from "../stream/options";
import { StreamServer } from "../stream/server";
import type { UnixListenOptions } from "./api";
import { sweepOrphans } from "./orphans";
import {
  checkedPath,
  type OwnPath,
  ownerOnly,
  privatePath,
  releasePath,
  reopenedPrivatePath,
  requestedPath,
} from "./path";
import { clearPath } from "./stale-socket";
import { unixTransport, unnamed } from "./transport";

export class UnixServer extends StreamServer {
  readonly #wanted: string | undefined;
  #own: OwnPath | undefined;

  constructor(handler: ConnectionHandler | undefined, options: UnixListenOptions) {
    checkServing(handler, options, { path: true, ...servingNames });
    const path = options.path === undefined ? undefined : checkedPath(options.path);
    const name = options.name ?? (path === undefined ? undefined : `unix:${path}`);
    super({
      kind: "unix server",
      opener: "unix.listen()",
      family: "unix",
      ...identityOf("unix server", name, "server"),
      handler,
      options,
      net: createServer(streamOptions),
      arrival: "connection",
      transport: unixTransport,
      ends: (_socket, connection, at) => ({
        local: { endpoint: at, text: endpointText(at) },
        remote: unnamed(`client of ${connection}`),
      }),
    });
    this.#wanted = path;
  }

  /** Listens at the path that was asked for, or at one of its own. @internal */
  start(): Promise<this> {
    return openReplacing(
      this,
      this.opener,
      async (previous) => {
        const own = await this.#takePath(previous);
        await ownerOnly(() => this.open({ path: own.path }, own.isPrivate));
      },
      (error) => this.#inWords(error),
    );
  }

  /** Where it is, once it knows. @internal */
  get ownPath(): OwnPath | undefined {
    return this.#own;
  }

  protected override async release(grace: number): Promise<void> {
    await super.release(grace);
    if (this.#own) releasePath(this.#own);
  }

  async #takePath(previous: UnixServer | undefined): Promise<OwnPath> {
    if (this.#wanted !== undefined) {
      await clearPath(this.#wanted, this);
      this.#own = requestedPath(this.#wanted);
    } else {
      await sweepOrphans();
      const before = previous?.ownPath;
      this.#own = (before?.isPrivate ? reopenedPrivatePath(before) : undefined) ?? privatePath(this.name);
    }
    return this.#own;
  }

  #inWords(error: unknown): NetcellError {
    const path = this.#own?.path ?? "a path of its own";
    // Node says EACCES of a folder that does not exist, too.
    if (!existsSync(dirname(path)))
      return socketError(
        { code: "ENOENT" },
        `cannot listen at ${path}: there is no such folder`,
        this,
        hints,
      );
    return socketError(error, `cannot listen at ${path}`, this, hints);
  }
}

const hints: Hints = {
  ENOENT: 'Make the folder first, or leave out "path" to get one of its own.',
  EACCES: 'You may not write to that folder: choose another, or leave out "path" to get one of its own.',
};
