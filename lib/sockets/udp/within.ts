/** Work of the operating system that a call may not wait for without end. */
import { type CallOptions, Deadline, type Handle, Waiters, waitError } from "../../cell";

/** The result of `work`, or an error that says what was `awaited` when it takes too long. */
export async function within<T>(
  work: Promise<T>,
  owner: Handle,
  call: string,
  awaited: string,
  options: CallOptions,
): Promise<T> {
  const deadline = new Deadline(options, false);
  const over = new Waiters();
  let isOver = false;
  const wake = () => {
    isOver = true;
    over.wake();
  };
  work.then(wake, wake);
  while (!isOver) {
    const end = await over.wait(deadline);
    if (end === "event" || isOver) continue;
    const what = `${call} on ${owner.name}`;
    const hint = "Try again, or give { timeout } more milliseconds.";
    throw waitError(end, deadline, { what, awaited, hint }, { handle: owner });
  }
  return work;
}
