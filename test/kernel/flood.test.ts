/** Much output at once, in the real kernel: all of it, in order, and `idle` after it. */
import { beforeAll, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startKernel();
});

test("a hundred thousand lines on both streams all arrive, in order, and idle after them", async () => {
  const { stdout, stderr, messages, complete } = await kernel.run(
    `for (let i = 0; i < 100_000; i++) (i % 2 ? console.error : console.log)(i);`,
  );
  const numbers = (from: number) => Array.from({ length: 50_000 }, (_, at) => `${2 * at + from}\n`).join("");
  expect(stdout === numbers(0) && stderr === numbers(1)).toBe(true);
  expect(complete).toBe(true);
  expect(messages.length).toBeLessThan(500);
});

test("fifty megabytes in one cell all arrive, and the kernel does not keep them", async () => {
  const before = await residentMegabytes();
  const { stdout, complete } = await kernel.run(
    `const line = "x".repeat(1023) + "\\n";\nfor (let i = 0; i < 50 * 1024; i++) process.stdout.write(line);`,
  );
  expect(stdout.length).toBe(50 * 1024 * 1024);
  expect(complete).toBe(true);
  expect((await residentMegabytes()) - before).toBeLessThan(300);
});

async function residentMegabytes(): Promise<number> {
  const { stdout } = await kernel.run("process.memoryUsage().rss / 2 ** 20");
  return Number(stdout);
}

test("a hundred megabytes are folded, with a note of how much and the end of it", async () => {
  const { stdout, complete } = await kernel.run(
    `for (let i = 0; i < 100 * 1024; i++) process.stdout.write("y".repeat(1023) + "\\n");\nconsole.log("the end");`,
  );
  expect(stdout.length).toBeLessThan(70 * 1024 * 1024);
  expect(stdout.slice(-20_000)).toMatch(
    /\n\[netcell: \d+ characters \(\d+ lines\) folded; the end follows\]\n/,
  );
  expect(stdout.endsWith("y\nthe end\n")).toBe(true);
  expect(complete).toBe(true);
});

test("a display stands between what was printed before it and after it", async () => {
  const { messages } = await kernel.run(
    `import { display } from "tslab";\nconsole.log("before 1"); console.log("before 2"); display.text("shown"); console.log("after");`,
  );
  const shown = messages
    .filter(({ header }) => /stream|display_data/.test(header.msg_type))
    .map(({ content }) => (content.text as string | undefined) ?? "[display]");
  expect(shown.join("")).toBe("before 1\nbefore 2\n[display]after\n");
});

test("what a cell prints is shown while it still computes", async () => {
  let first!: () => void;
  const printed = new Promise<void>((resolve) => {
    first = resolve;
  });
  const run = kernel.run(`console.log("working");\nwhile (true) {}`, {
    onMessage: ({ header }) => header.msg_type === "stream" && first(),
  });
  await printed;
  await kernel.interrupt();
  expect(await run).toMatchObject({ status: "error", stdout: "working\n" });
});

test("a write honours its encoding where the streams are not routed", async () => {
  const unrouted = await startKernel({ env: { NETCELL_KERNEL_REPAIRS: "-owner" } });
  const { stdout } = await unrouted.run(`process.stdout.write("6869", "hex");\n0;`);
  expect(stdout).toBe("hi0\n");
});
