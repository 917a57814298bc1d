/**
 * The way in which VS Code starts a kernel: it reads kernel.json, puts the path of a connection file in its place in
 * argv, and runs that with an environment and in a folder of its own. Jupyter has no part in it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KernelSpec } from "../../lib/kernel/kernelspec/kernelspec";
import { Conversation } from "../../lib/runner/kernel/conversation";
import { type Message, request } from "../../lib/runner/kernel/wire";
import { type Channels, openChannels } from "../../lib/runner/local/channels";
import { newConnection, portsAccept, writeConnection } from "../../lib/runner/local/connection-file";
import type { Json } from "../../lib/runner/nbformat/notebook";
import { installKernel } from "./install";

let home: string;
let spec: KernelSpec;
let editor: Editor;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "netcell vscode-"));
  const folder = installKernel(home);
  spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
  editor = await open(spec, home);
});
afterAll(() => {
  editor?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
});

test("the kernelspec asks for nothing that VS Code does not do", () => {
  // The placeholder stands alone, where a plain replacement finds it; the signal is what its interrupt button sends.
  expect(spec.argv.filter((argument) => argument.includes("{"))).toEqual(["{connection_file}"]);
  expect(spec).toMatchObject({ language: "typescript", interrupt_mode: "signal" });
});

test("the kernel answers kernel_info and executes a cell in the notebook's folder", async () => {
  expect(editor.info).toMatchObject({ status: "ok", language_info: { name: "typescript" } });
  expect(await editor.execute("console.log(process.cwd())")).toEqual({ status: "ok", printed: `${home}\n` });
});

test("the interrupt button's signal ends a cell that waits", async () => {
  const cell = editor.execute(`setTimeout(() => console.log("waiting"), 1); await new Promise(() => {});`);
  await editor.printed;
  editor.child.kill("SIGINT");
  expect((await cell).status).toBe("error");
});

test("the kernel leaves when it is asked to, with status 0", async () => {
  const left = once(editor.child, "exit");
  await editor.ask("shutdown_request", { restart: false }, "control");
  expect(await left).toEqual([0, null]);
});

interface Editor {
  readonly child: ChildProcess;
  readonly info: Json;
  /** Resolves when "waiting" has been printed. */
  readonly printed: Promise<void>;
  ask(type: string, content: Json, channel?: "shell" | "control"): Promise<Message>;
  execute(code: string): Promise<{ status: unknown; printed: string }>;
  close(): void;
}

async function open({ argv }: KernelSpec, cwd: string): Promise<Editor> {
  const connection = await newConnection();
  const { folder, file } = writeConnection(connection);
  const [command, ...args] = argv.map((argument) => argument.replace("{connection_file}", file));
  // An editor started from a desktop has a PATH on which there is no Node.js.
  const env = { ...process.env, PATH: "/usr/bin:/bin" };
  const child = spawn(command!, args, { cwd, env, stdio: "ignore" });
  await portsAccept(connection, AbortSignal.timeout(20_000));
  let waiting!: () => void;
  const printed = new Promise<void>((resolve) => {
    waiting = resolve;
  });
  const channels: Channels = openChannels(connection, {
    message: (message) => conversation.receive(message),
    fault: (error) => {
      throw error;
    },
  });
  const conversation = new Conversation((message) => channels.send(message));
  const session = randomUUID();
  const submit = (
    type: string,
    content: Json,
    channel: "shell" | "control",
    onMessage = (_: Message) => {},
  ) => conversation.begin(request(channel, type, content, session), { onMessage });
  // As VS Code does it, and all clients: a subscription takes its time, so ask until it hears something.
  let subscribed = false;
  const listen = ({ channel }: Message) => {
    subscribed ||= channel === "iopub";
  };
  let info: Message;
  do info = (await submit("kernel_info_request", {}, "shell", listen).done).reply;
  while (!subscribed);
  return {
    child,
    info: info.content,
    printed,
    ask: (type, content, channel = "shell") => submit(type, content, channel).reply,
    async execute(code) {
      let text = "";
      const { done } = submit(
        "execute_request",
        { code, silent: false, store_history: true },
        "shell",
        (message) => {
          if (message.header.msg_type === "stream") text += message.content.text;
          if (text === "waiting\n") waiting();
        },
      );
      return { status: (await done).reply.content.status, printed: text };
    },
    close() {
      channels.close();
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
