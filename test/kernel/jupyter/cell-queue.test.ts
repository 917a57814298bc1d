/** The queue of cells, without a kernel. */
import { expect, test } from "vitest";
import { CellQueue } from "../../../lib/kernel/jupyter/cell-queue";

/** Adds cells that note what happened to them; `failing` aborts those that wait. */
function run(
  queue: CellQueue,
  names: string[],
  failing?: string,
): { seen: string[]; done: Promise<unknown> } {
  const seen: string[] = [];
  const cells = names.map((name) =>
    queue.add(async () => {
      seen.push(queue.isAborting ? `${name} aborted` : name);
      await null;
      if (name === failing) queue.abortWaiting();
    }),
  );
  return { seen, done: Promise.all(cells) };
}

test("cells run one after the other", async () => {
  const { seen, done } = run(new CellQueue(), ["a", "b", "c"]);
  await done;
  expect(seen).toEqual(["a", "b", "c"]);
});

test("cells that wait when one fails are aborted, later ones run", async () => {
  const queue = new CellQueue();
  const first = run(queue, ["a", "b", "c"], "a");
  await first.done;
  expect(first.seen).toEqual(["a", "b aborted", "c aborted"]);
  const later = run(queue, ["d"]);
  await later.done;
  expect(later.seen).toEqual(["d"]);
});

test("a cell that cannot be handled is told to whoever sent it, and holds up nobody", async () => {
  const queue = new CellQueue();
  await expect(queue.add(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const { seen, done } = run(queue, ["a"]);
  await done;
  expect(seen).toEqual(["a"]);
});
