/** All repairs, in the order in which they are applied, and the setting that switches them off. */
import type { Repair } from "./repair";
import { answers } from "./repairs/answers";
import { children } from "./repairs/children";
import { compiler } from "./repairs/compiler";
import { errors } from "./repairs/errors";
import { exit } from "./repairs/exit";
import { expressions } from "./repairs/expressions";
import { flood } from "./repairs/flood";
import { hmac } from "./repairs/hmac";
import { input } from "./repairs/input";
import { inspect } from "./repairs/inspect";
import { interrupts } from "./repairs/interrupts";
import { kernelInfo } from "./repairs/kernel-info";
import { lines } from "./repairs/lines";
import { messageLoss } from "./repairs/message-loss";
import { orphan } from "./repairs/orphan";
import { owner } from "./repairs/owner";
import { processExit } from "./repairs/process-exit";
import { queue } from "./repairs/queue";
import { results } from "./repairs/results";
import { serverSockets } from "./repairs/server-sockets";
import { silent } from "./repairs/silent";
import { uncaught } from "./repairs/uncaught";
import { variables } from "./repairs/variables";

/** Each wraps those before it, so the order is the order of what is sent: output, then the error, then the reply. */
export const repairs: readonly Repair[] = [
  messageLoss,
  exit,
  processExit,
  orphan,
  interrupts,
  owner,
  serverSockets,
  children,
  uncaught,
  kernelInfo,
  compiler,
  inspect,
  lines,
  variables,
  queue,
  flood,
  results,
  input,
  silent,
  expressions,
  errors,
  answers,
  hmac,
];

/**
 * The repairs that the setting leaves on. `NETCELL_KERNEL_REPAIRS` lists the names to switch off, each with a minus sign
 * (`-flood`, `-flood,-lines`), or says `none`.
 */
export function chosenRepairs(setting = ""): Repair[] {
  const words = setting.split(/[\s,]+/).filter(Boolean);
  if (words.includes("none")) return [];
  for (const word of words) {
    if (!repairs.some(({ name }) => word === `-${name}`)) {
      const names = repairs.map(({ name }) => `-${name}`).join(", ");
      process.stderr.write(`NETCELL_KERNEL_REPAIRS: "${word}" is ignored; known are: none, ${names}.\n`);
    }
  }
  return repairs.filter(({ name }) => !words.includes(`-${name}`));
}
