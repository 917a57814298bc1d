/** What later cells know after cells that failed somewhere, against a model: a name has the last value that was reached. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

const names = ["a", "b", "c", "été"];

/** `let NAME = VALUE`, one after the other; the cell fails before the one at `failsAt`, if there is one. */
const cell = fc.record({
  declares: fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...names), value: fc.constantFrom("1", '"text"', "[2]", "undefined") }),
    { selector: ({ name }) => name, minLength: 1 },
  ),
  failsAt: fc.nat({ max: 5 }),
  waits: fc.boolean(),
});

let kernel: TestKernel | undefined;
afterAll(() => kernel?.stop());

test("cells that fail anywhere leave what they had reached, and what was before", async () => {
  const own = await startKernel();
  kernel = own;
  const known = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(cell, async ({ declares, failsAt, waits }) => {
      const lines = declares.map(({ name, value }) => `let ${name}: any = ${value};`);
      lines.splice(failsAt, 0, ...(failsAt < lines.length ? ["if (1) throw new Error('as planned');"] : []));
      const run = await own.run([...(waits ? ["await 0;"] : []), ...lines].join("\n"));
      expect(run.status).toBe(failsAt < declares.length ? "error" : "ok");
      for (const { name, value } of declares.slice(0, failsAt)) known.set(name, value);
      const all = [...known.keys()];
      const values = await own.run(`JSON.stringify([${all.join(", ")}])`);
      expect(values.stdout.trim()).toBe(JSON.stringify([...known.values()].map(written)));
      const missing = names.find((name) => !known.has(name));
      if (missing) expect((await own.run(missing)).evalue).toContain(`Cannot find name '${missing}'`);
    }),
    // A kernel in trouble shrinks nothing.
    { numRuns: 40, endOnFailure: true, seed: 2026 },
  );
});

function written(source: string): unknown {
  return source === "undefined" ? undefined : JSON.parse(source);
}
