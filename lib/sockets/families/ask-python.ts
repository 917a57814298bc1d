/** Asking the operating system through Python, which has its socket() as it is; Node has not. */
import { spawn } from "node:child_process";
import { type CallOptions, Deadline, Waiters, waitError } from "../../cell";
import type { AddressFamily, SocketAnswer } from "./api";
import { familyOf, knownFamilies, socketTypes } from "./family";

/** The script for Python: open one socket of each kind, close it, and report. */
const script = `
import errno, json, os, socket, sys
SO_PROTOCOL = getattr(socket, "SO_PROTOCOL", 38 if sys.platform == "linux" else None)
def ask(family, kind):
    try:
        made = socket.socket(family, getattr(socket, kind), 0)
    except OSError as error:
        return {"type": kind, "opened": False, "errno": errno.errorcode.get(error.errno, str(error.errno)),
                "reason": os.strerror(error.errno)}
    with made:
        try:
            return {"type": kind, "opened": True, "protocol": made.getsockopt(socket.SOL_SOCKET, SO_PROTOCOL)}
        except (OSError, TypeError):
            return {"type": kind, "opened": True}
def family(name, linux):
    number = getattr(socket, name, linux if sys.platform == "linux" else None)
    return [] if number is None else [ask(number, kind) for kind in json.loads(sys.argv[2])]
print(json.dumps([family(each["name"], each.get("linux")) for each in json.loads(sys.argv[1])]))
`;

/**
 * What Python found out; a sentence where it could not.
 * @throws NetcellError `ETIMEDOUT`, `EINTR`, `ABORT_ERR`
 */
export async function askPython(options: CallOptions): Promise<AddressFamily[] | string> {
  const run = await output(
    "python3",
    ["-I", "-c", script, JSON.stringify(knownFamilies), JSON.stringify(socketTypes)],
    options,
  );
  if (run.error) return run.error.code === "ENOENT" ? "there is no python3" : `python3: ${run.error.message}`;
  try {
    const answers = JSON.parse(run.text) as SocketAnswer[][];
    return knownFamilies.map(({ name, connects }, i) =>
      familyOf(
        name,
        connects,
        answers[i]!.map((answer) => ({ ...unsaid, ...answer })),
      ),
    );
  } catch {
    return "python3 failed";
  }
}

const unsaid = { protocol: undefined, errno: undefined, reason: undefined };

interface Output {
  readonly text: string;
  readonly error: NodeJS.ErrnoException | undefined;
}

/** The output of a program that has ended. */
async function output(file: string, args: readonly string[], options: CallOptions): Promise<Output> {
  const deadline = new Deadline(options, { idle: false });
  const ended = new Waiters();
  // In a group of its own: an interrupt of the cell is ours to report.
  const program = spawn(file, args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  let text = "";
  let error: NodeJS.ErrnoException | undefined;
  let isOver = false;
  const over = (failure?: NodeJS.ErrnoException) => {
    error = failure;
    isOver = true;
    ended.wake();
  };
  program.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  program.once("error", over);
  program.once("close", () => over(error));
  while (!isOver) {
    const end = await ended.wait(deadline);
    if (end === "event") continue;
    program.kill("SIGKILL");
    const call = {
      what: "families()",
      awaited: `${file} did not answer`,
      hint: "Give { timeout } more milliseconds.",
    };
    throw waitError(end, deadline, call, {});
  }
  return { text, error };
}
