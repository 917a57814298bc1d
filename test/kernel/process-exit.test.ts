/** A cell that calls `process.exit()`: told, answered, and obeyed. */
import { expect, test } from "vitest";
import { startKernel } from "../support/kernel";

test("the cell is answered, with all that it printed, before the kernel exits with its code", async () => {
  const kernel = await startKernel();
  const code = `for (let i = 0; i < 50_000; i++) console.log(i);
    try { process.exit(3) } finally { console.log("never") }`;
  const run = await kernel.run(code);
  expect(run).toMatchObject({
    status: "error",
    complete: true,
    ename: "KernelExit",
    evalue: "process.exit(3) ended the kernel, and with it all variables. Restart it to go on.",
  });
  expect(run.stdout.endsWith("\n49999\n")).toBe(true);
  expect(run.reply.content).toMatchObject({ ename: "KernelExit", execution_count: 1 });
  expect(await kernel.died).toMatchObject({ code: 3, signal: null });
});

test("an exit after an await has the code that was set before", async () => {
  const kernel = await startKernel();
  expect((await kernel.run("process.exitCode = 4; await 1; process.exit()")).ename).toBe("KernelExit");
  expect((await kernel.died).code).toBe(4);
});

test("an exit in a callback is told in the cell that began it", async () => {
  const kernel = await startKernel();
  const run = await kernel.run("setTimeout(() => process.exit(5), 50); 1");
  expect((await kernel.died).code).toBe(5);
  await expect.poll(() => kernel.later(run).stderr).toMatch(/^process\.exit\(5\) ended the kernel/);
});

test.each([
  ["stock tslab", { plugin: false }],
  ["a kernel with this repair switched off", { env: { NETCELL_KERNEL_REPAIRS: "-process-exit" } }],
])("not so in %s: the cell gets no reply", async (_which, options) => {
  const kernel = await startKernel(options);
  await expect(kernel.run("process.exit(3)")).rejects.toThrow("the kernel exited with code 3");
});
