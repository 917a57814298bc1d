/** Opening a handle in the place of an older one: that one closes first, and a handle that cannot open closes too. */
import { NetcellError } from "../errors";
import type { LiveHandle } from "./handle";
import { liveHandles } from "./registry";

/**
 * Closes the older handles with the key of this one, and calls `open` with the one that was open. When that fails the
 * handle is closed, and the error of `inWords` says why. `opener` is the call that a cell wrote: `"tcp.listen()"`.
 *
 * @throws NetcellError `ECANCELED` when this handle is replaced or closed itself before it is open
 */
export async function openReplacing<H extends LiveHandle>(
  handle: H,
  opener: string,
  open: (previous: H | undefined) => Promise<void>,
  inWords: (error: unknown) => unknown = (error) => error,
): Promise<H> {
  // Nothing replaces a handle without a key, and programs open thousands of such connections: it is not watched.
  const isWatched = handle.key !== undefined;
  const previous = isWatched ? await replaceOlder(handle) : undefined;
  try {
    if (handle.state === "opening")
      await (isWatched ? openedOrClosed(handle, () => open(previous)) : open(previous));
  } catch (error) {
    if (!isCancelled(handle)) {
      const failure = error instanceof NetcellError ? error : inWords(error);
      await handle.closeAs({ by: "error", error: failure as Error });
      throw failure;
    }
  }
  if (isCancelled(handle)) {
    if (!isWatched) void handle.discard();
    throw cancelled(handle, opener);
  }
  return handle;
}

/** Resolves when it is open, and rejects when it was closed before; what comes after that is let go of again. */
async function openedOrClosed(handle: LiveHandle, open: () => Promise<void>): Promise<void> {
  let opened = () => {};
  const untilClosed = new Promise<void>((resolve, reject) => {
    opened = resolve;
    // An end that this notebook did not ask for has a reason, which the opening knows.
    void handle.whenClosed.then(() => isCancelled(handle) && reject());
  });
  const opening = open().then(() => {
    if (isCancelled(handle)) void handle.discard();
    opened();
  });
  // Through all(), other than through race(), an error keeps the lines of the cell that led here.
  await Promise.all([opening, untilClosed]);
}

/** Closed by this notebook, and not by its peer or by an error. */
function isCancelled({ reason }: LiveHandle): boolean {
  return reason?.by === "rerun" || reason?.by === "local";
}

function cancelled(handle: LiveHandle, opener: string): NetcellError {
  const isReplaced = handle.reason?.by === "rerun";
  return new NetcellError(`${handle.name} was ${isReplaced ? "replaced" : "closed"} while it opened`, {
    code: "ECANCELED",
    hint: isReplaced
      ? `Another ${opener} with the same name ran at the same time: give each its own name.`
      : "Something closed it meanwhile, such as closeAll(): run the cell again.",
    handle,
  });
}

/**
 * Closes the older handles with the key of this one, and returns the one that was open: its port is free now.
 * This is what makes a cell with a server in it one that can be run again.
 */
export async function replaceOlder<H extends LiveHandle>(handle: H): Promise<H | undefined> {
  if (handle.key === undefined) return undefined;
  let replaced: H | undefined;
  for (const other of liveHandles()) {
    if (other === handle) break;
    if (other.key !== handle.key) continue;
    if (other.state === "open") replaced = other as H;
    await other.closeAs({ by: "rerun" });
  }
  return replaced;
}
