/** The price of `import … from "netcell"` in a first cell, against an empty first cell. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { median } from "./compare.mjs";

const require = createRequire(import.meta.url);
const notebooks = fileURLToPath(new URL("../../notebooks", import.meta.url));

export async function benchFirstCell({ rounds = 5 } = {}) {
  const { startLocalKernel } = require("../../dist/runner/local/local-kernel.js");
  const timeOf = async (code) => {
    const kernel = await startLocalKernel({ cwd: notebooks });
    const began = performance.now();
    await kernel.submit(code).done;
    const ms = performance.now() - began;
    await kernel.stop();
    return ms;
  };
  const cells = {
    empty: "1",
    netcell: 'import { tcp, osi } from "netcell"; tcp',
    net: 'import net from "node:net"; net',
  };
  const times = Object.fromEntries(Object.keys(cells).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, code] of Object.entries(cells)) times[name].push(await timeOf(code));
  const of = (name) => median(times[name]);
  console.log(
    `first cell: ${of("empty").toFixed(0)} ms for 1, ${of("net").toFixed(0)} ms with node:net, ${of("netcell").toFixed(0)} ms with netcell: ${(of("netcell") - of("empty")).toFixed(0)} ms more than empty`,
  );
}
