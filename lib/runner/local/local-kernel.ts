/** A tslab kernel on this machine: started, connected and stopped without Python. */
import { randomUUID } from "node:crypto";
import { dirname, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { kernelCommand } from "../../kernel";
import { Conversation } from "../kernel/conversation";
import {
  describeDeath,
  executeDefaults,
  exportEnvironment,
  type Kernel,
  KernelError,
  type KernelHost,
  type StopOptions,
  type StopReport,
} from "../kernel/kernel";
import type { KernelLanguage } from "../kernel/kernel-choice";
import { type Message, request } from "../kernel/wire";
import type { Json } from "../nbformat/notebook";
import { openChannels } from "./channels";
import { newConnection, portsAccept, writeConnection } from "./connection-file";
import { type KernelProcess, startProcess } from "./kernel-process";

export interface LocalKernelOptions {
  /** The folder of the notebook: cells resolve their imports from there. */
  readonly cwd: string;
  readonly language?: KernelLanguage;
  /** Whether netcell's plugin repairs tslab (default: true). */
  readonly plugin?: boolean;
  /** The Node.js that runs the kernel (default: the one that runs us). */
  readonly node?: string;
  /** Added to our own environment; `undefined` takes a variable away. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long the kernel may take to be ready, in milliseconds. */
  readonly startTimeout?: number;
}

/** This machine as a host of kernels. */
export function localHost(): KernelHost {
  return {
    name: "local",
    start: ({ notebook, language }) =>
      startLocalKernel({ cwd: dirname(resolve(notebook)), language, env: exportEnvironment }),
  };
}

export interface LocalKernel extends Kernel {
  readonly pid: number;
}

/** The time for each step that ends a kernel. */
const stepMs = 500;

/** For messages of an ended kernel that are still on their way through our sockets. */
const lastWordsMs = 50;

export async function startLocalKernel(options: LocalKernelOptions): Promise<LocalKernel> {
  const connection = await newConnection();
  const { folder, file } = writeConnection(connection);
  const [node, ...args] = kernelCommand(options) as [string, ...string[]];
  const child = startProcess({
    node,
    args: [...args, `--config-path=${file}`, ...(options.language === "javascript" ? ["--js"] : [])],
    cwd: options.cwd,
    env: options.env,
    folder,
  });

  const starting = new AbortController();
  const timeout = options.startTimeout ?? 60_000;
  try {
    return await Promise.race([
      connect(),
      child.died.then((death) => {
        throw notStarted(`it ${describeDeath(death)} before it was ready`, death.output);
      }),
      sleep(timeout, undefined, { signal: starting.signal, ref: false }).then(() => {
        throw notStarted(`it was not ready within ${timeout / 1000} s`, child.output());
      }),
    ]);
  } catch (error) {
    child.signal("SIGKILL");
    await child.died;
    throw error;
  } finally {
    starting.abort();
  }

  async function connect(): Promise<LocalKernel> {
    await portsAccept(connection, starting.signal);
    const session = randomUUID();
    const channels = openChannels(connection, {
      message: (message) => conversation.receive(message),
      fault: (error) => child.remark(`[netcell] ${error.message}\n`),
    });
    const conversation = new Conversation((message) => channels.send(message));
    const died = child.died.then((death) => {
      void sleep(lastWordsMs).then(() => {
        conversation.end(new KernelError("EDIED", `the kernel ${describeDeath(death)}`));
        channels.close();
      });
      return death;
    });
    const ask: Kernel["request"] = (channel, type, content, requestOptions) =>
      conversation.begin(request(channel, type, content, session), requestOptions);
    const info = await nudge(ask, starting.signal);
    let stopping: Promise<StopReport> | undefined;
    const stop = (stopOptions?: StopOptions) => (stopping ??= endInSteps(child, ask, died, stopOptions));
    return {
      pid: child.pid!,
      info,
      died,
      request: ask,
      submit: (code, { content, ...rest } = {}) =>
        ask("shell", "execute_request", { ...executeDefaults, code, ...content }, rest),
      interrupt: async () => child.signal("SIGINT"),
      stop,
      [Symbol.asyncDispose]: async () => void (await stop()),
    };
  }
}

/** Asks for `kernel_info` until both the reply and IOPub have been heard: a subscription takes its time. */
async function nudge(ask: Kernel["request"], signal: AbortSignal): Promise<Json> {
  let heard = false;
  const onMessage = (message: Message) => {
    heard ||= message.channel === "iopub";
  };
  for (;;) {
    const { reply, done } = ask("shell", "kernel_info_request", {}, { onMessage });
    await Promise.race([done, sleep(200, undefined, { signal })]);
    if (heard) return (await reply).content;
  }
}

/** Ends the kernel in steps: a request, SIGTERM, SIGKILL. */
async function endInSteps(
  child: KernelProcess,
  ask: Kernel["request"],
  died: Promise<unknown>,
  { ask: asks = true }: StopOptions = {},
): Promise<StopReport> {
  const start = performance.now();
  const report = (how: StopReport["how"]): StopReport => ({ how, ms: Math.round(performance.now() - start) });
  const diesWithin = async (ms: number) => {
    const waiting = new AbortController();
    const late = sleep(ms, false, { signal: waiting.signal }).catch(() => false);
    const dead = await Promise.race([died.then(() => true), late]);
    waiting.abort();
    return dead;
  };
  if (await diesWithin(0)) return report("already dead");
  if (asks) {
    ask("control", "shutdown_request", { restart: false });
    if (await diesWithin(stepMs)) return report("graceful");
  }
  child.signal("SIGTERM");
  if (await diesWithin(stepMs)) return report("SIGTERM");
  child.signal("SIGKILL");
  await died;
  return report("SIGKILL");
}

function notStarted(reason: string, output: string): KernelError {
  return new KernelError("ENOTSTARTED", `The kernel did not start: ${reason}.`, output);
}
