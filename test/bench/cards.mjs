/** What a live card costs while messages pass as fast as they can: in the real kernel, against the same without a card. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { median, report } from "./compare.mjs";

const require = createRequire(import.meta.url);
const notebooks = fileURLToPath(new URL("../../notebooks", import.meta.url));
const messages = 100_000;
const rounds = 5;

const prepare = `import { udp } from "netcell";
const bare = await udp.bind(() => {}), watched = await udp.bind(() => {}), near = await udp.bind();
const message = Buffer.alloc(64, "m");
const cost = async (sink) => {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < ${messages}; i++) await near.sendTo(message, sink);
  const { user, system } = process.cpuUsage(cpu);
  return JSON.stringify({ seconds: (performance.now() - began) / 1000, busy: (user + system) / 1e6 });
};
await cost(bare);`;

export async function benchCards() {
  const { startLocalKernel } = require("../../dist/runner/local/local-kernel.js");
  const kernel = await startLocalKernel({ cwd: notebooks });
  const run = async (code) => {
    let [text, updates] = ["", 0];
    await kernel.submit(code, {
      onMessage: ({ header, content }) => {
        if (header.msg_type === "stream") text += content.text;
        if (header.msg_type === "update_display_data") updates++;
      },
    }).done;
    return { ...(text && JSON.parse(text)), updates };
  };
  await run(prepare);
  await run("watched.show()");
  const [without, shown] = [[], []];
  for (let round = 0; round < rounds; round++) {
    without.push(await run("console.log(await cost(bare))"));
    shown.push(await run("console.log(await cost(watched))"));
  }
  await kernel.stop();
  const ratio = median(shown.map(({ seconds }, i) => without[i].seconds / seconds));
  const rate = Math.round(messages / median(shown.map(({ seconds }) => seconds)));
  const updates = Math.max(...shown.map(({ seconds, updates: count }) => count / seconds));
  // Of the processor's time, which neighbours on this machine do not take part in.
  const busy = median(shown.map((each, i) => (each.busy - without[i].busy) / each.updates));
  report(
    "udp messages with a live card open / without",
    ratio,
    `${rate.toLocaleString("en")} messages/s, at most ${updates.toFixed(1)} updates of the card a second, ${(1000 * busy).toFixed(1)} ms of processor each`,
  );
}
