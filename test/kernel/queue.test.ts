/** Run All with a failing cell, again and again: always answered, always in order. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startKernel();
});

const cell = fc.record({
  code: fc.constantFrom(
    "1",
    `throw new Error("no")`,
    "await null; 2",
    `await null; throw 1`,
    `const n: number = "s"`,
  ),
  stop_on_error: fc.boolean(),
});

test("cells sent together run until one fails that stops the others", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (cells) => {
      const runs = cells.map(({ code, stop_on_error }) => kernel.run(code, { content: { stop_on_error } }));
      const statuses = (await Promise.all(runs)).map(({ status }) => status);
      const fails = (at: number) => /throw|"s"/.test(cells[at]!.code);
      const stop = cells.findIndex(({ stop_on_error }, at) => fails(at) && stop_on_error);
      expect(statuses).toEqual(
        cells.map((_, at) => (stop >= 0 && at > stop ? "aborted" : fails(at) ? "error" : "ok")),
      );
    }),
    { numRuns: 40, seed: 3 },
  );
});

test("an aborted cell leaves no trace: no input, no output, no number", async () => {
  const failing = kernel.run(`throw new Error("no")`, { content: { stop_on_error: true } });
  const aborted = await kernel.run("console.log(1)");
  const { executionCount } = await failing;
  expect(aborted.reply.content).toEqual({ status: "aborted" });
  expect(aborted.messages.map(({ header }) => header.msg_type).sort()).toEqual([
    "execute_reply",
    "status",
    "status",
  ]);
  expect((await kernel.run("1")).executionCount).toBe(executionCount! + 1);
});
