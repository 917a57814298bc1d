/** The options of `netcell run` and `netcell handout` for kernels that run elsewhere: on a server, on a hub. */
import type { Command } from "commander";
import {
  type Address,
  type HubHost,
  hubAddress,
  hubHost,
  type KernelHost,
  serverAddress,
  serverHost,
} from "../runner";
import { complain, misuse } from "./error";
import type { Progress } from "./progress";

export interface RemoteFlags {
  readonly server?: string;
  readonly hub?: string;
  readonly user?: string;
  readonly token?: string;
  readonly remoteFolder?: string;
}

export function addRemoteOptions(command: Command): Command {
  return command
    .option("--server <url>", "run the kernels on a Jupyter Server")
    .option("--hub <url>", "run them on a JupyterHub: starts the user's server, and stops it again")
    .option("--user <name>", "whose server on the hub; the token's owner's when left out")
    .option("--token <token>", "lets us in; others on this machine may see it here: better in NETCELL_TOKEN")
    .option("--remote-folder <path>", "the folder on the server that stands for the one you are in");
}

export const remoteNotes = `

Kernels on a server: the notebooks stay here, their cells run there, in the kernel that a
notebook names or in "tslab", and in the folder of the notebook where the server has it.
The token comes from --token, from the address (…/lab?token=…), from the environment
variable NETCELL_TOKEN or from JUPYTER_TOKEN, in this order.`;

/** Do the options name a host other than this machine? */
export function isRemote({ server, hub }: RemoteFlags): boolean {
  return server !== undefined || hub !== undefined;
}

/** Does the work with the host that the options name, else with `local`, and stops a server that it has started. */
export async function onHost(
  flags: RemoteFlags,
  local: () => Promise<KernelHost>,
  terminal: Progress,
  signal: AbortSignal,
  work: (host: KernelHost) => Promise<void>,
): Promise<void> {
  let remote: HubHost | undefined;
  try {
    remote = await remoteHost(flags, terminal, signal);
    await work(remote?.host ?? (await local()));
  } catch (error) {
    // After a stop, an error is a consequence of it.
    if (!signal.aborted) throw error;
  } finally {
    await remote?.close();
  }
}

/** The host that the options name; undefined for this machine. */
async function remoteHost(
  { server, hub, user, token, remoteFolder }: RemoteFlags,
  terminal: Progress,
  signal: AbortSignal,
): Promise<HubHost | undefined> {
  if (server === undefined && hub === undefined) {
    if (user ?? token ?? remoteFolder)
      throw misuse(
        "--user, --token and --remote-folder go with --server or --hub",
        "Add one of these, or leave them out.",
      );
    return undefined;
  }
  if (server !== undefined && hub !== undefined)
    throw misuse(
      "--server and --hub exclude each other: the address of a hub leads to its servers",
      "Leave one of them out.",
    );
  if (user !== undefined && hub === undefined)
    throw misuse("--user goes with --hub", "Add --hub, or leave out --user.");
  const address = await (hub === undefined ? serverAddress(server!) : hubAddress(hub));
  const options = {
    url: address.url,
    token: tokenFrom(token, address),
    folder: remoteFolder,
    signal,
    remark: (text: string) => complain(`netcell: ${text}`),
    progress: terminal.now,
  };
  if (hub !== undefined) return await hubHost({ ...options, user });
  return { host: await serverHost(options), close: async () => {} };
}

function tokenFrom(flag: string | undefined, address: Address): string | undefined {
  // From here on the list of processes shows only the name, without the arguments.
  if (flag !== undefined || address.token !== undefined) process.title = "netcell";
  const { NETCELL_TOKEN, JUPYTER_TOKEN } = process.env;
  return flag ?? address.token ?? (NETCELL_TOKEN || JUPYTER_TOKEN || undefined);
}
