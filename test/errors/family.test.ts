/** One family of errors: whatever part of netcell refuses something, the error has a code and says what to do. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { http, NetcellError, osi, subnet, TCP, tcp } from "../../lib";
import { CliError } from "../../lib/cli/error";
import { HandoutError } from "../../lib/handout/handout-error";
import { writeKernelSpec } from "../../lib/kernel";
import { readNotebook } from "../../lib/runner";

const refused: ReadonlyArray<readonly [of: string, call: () => unknown]> = [
  ["addresses", () => subnet("10.0.0.0/99")],
  ["packets", () => TCP({ flags: "SX" })],
  ["sockets", () => tcp.connect(1)],
  ["a view", () => osi.tree([] as never)],
  [
    "an answer of HTTP",
    () => {
      throw http.problem(404, "nothing is here");
    },
  ],
  ["the runner", () => readNotebook(join(import.meta.dirname, "none.ipynb"))],
  ["the kernelspecs", () => writeKernelSpec(join(import.meta.dirname, "family.test.ts"), "a name" as never)],
];

test.each(refused)("an error of %s has a code and a hint", async (_, call) => {
  const error = (await (async () => call())().catch((thrown: unknown) => thrown)) as NetcellError;
  expect(error).toBeInstanceOf(NetcellError);
  expect(error.code).toMatch(/^E[A-Z0-9]+$/);
  expect(error.hint).toMatch(/^[A-Z"].*[.…]$/);
  expect(error.name).toBe(error.constructor.name);
});

test("the errors of handouts and of the command belong to it", () => {
  expect(HandoutError.prototype).toBeInstanceOf(NetcellError);
  expect(CliError.prototype).toBeInstanceOf(NetcellError);
});
