/** Each fault of stock tslab, against the stock kernel, the repaired one, and some with a few repairs switched off. */
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { repairs } from "../../lib/kernel/repair-list";
import { startKernel, type TestKernel } from "../support/kernel";
import { faults } from "./faults";

const isOf =
  (name: string) =>
  ({ repair }: { repair: string }) =>
    repair === name;

/** The row that ends its kernel. */
const isLast = isOf("exit");

const kernels = {} as { repaired: TestKernel; stock: TestKernel };
beforeAll(async () => {
  kernels.repaired = await startKernel();
  kernels.stock = await startKernel({ plugin: false });
});

describe.each([
  { which: "a repaired kernel", expected: "repaired" },
  { which: "a stock kernel", expected: "stock" },
] as const)("$which", ({ expected }) => {
  test.each(faults.map((fault) => [fault.title, fault] as const))(
    expected === "repaired" ? "%s" : "not: %s",
    async (_title, fault) => {
      const kernel = kernels[expected];
      await untilItAnswers(kernel);
      expect(await fault.observe(kernel)).toEqual(fault[expected]);
    },
  );
});

/** Names of repairs that have rows, dealt out to so many kernels. */
const dealt = Array.from({ length: 4 }, (_, hand) =>
  repairs.map(({ name }) => name).filter((name, i) => i % 4 === hand && faults.some(isOf(name))),
);

describe("switched off by their names", () => {
  test.each(dealt.map((names) => [names.join(", "), names] as const))(
    "%s leave their faults as they are in stock tslab",
    async (_title, names) => {
      const rows = faults.filter(({ repair }) => names.includes(repair));
      const off = new Set([...names, ...rows.flatMap(({ alsoHiddenBy }) => alsoHiddenBy ?? [])]);
      const kernel = await startKernel({
        env: { NETCELL_KERNEL_REPAIRS: [...off].map((each) => `-${each}`).join() },
      });
      for (const fault of rows) {
        await untilItAnswers(kernel);
        expect(await fault.observe(kernel), `${fault.repair}: ${fault.title}`).toEqual(fault.stock);
      }
    },
  );
});

test("`none` leaves tslab as it is", async () => {
  const kernel = await startKernel({ env: { NETCELL_KERNEL_REPAIRS: "none" } });
  const { status, messages, reply } = await kernel.run(`throw new RangeError("boom")`);
  expect(status).toBe("error");
  expect(messages.some(({ header }) => /^(error|execute_input)$/.test(header.msg_type))).toBe(false);
  expect(reply.content).toEqual({ status: "error", execution_count: 1 });
});

test("every repair has a row that shows its fault, but for those that other tests show", () => {
  const shown = new Set(faults.map(({ repair }) => repair));
  expect(repairs.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([
    "process-exit",
    "orphan",
  ]);
  expect(faults.filter(isLast)).toEqual([faults.at(-1)]);
});

/** After a failing cell stock tslab refuses cells for a while. */
async function untilItAnswers(kernel: TestKernel): Promise<void> {
  while ((await kernel.run("0")).status !== "ok") await sleep(50);
}
