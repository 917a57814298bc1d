import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Conversation } from "../../../lib/runner/kernel/conversation";
import { KernelError } from "../../../lib/runner/kernel/kernel";
import { type Channel, type Message, request } from "../../../lib/runner/kernel/wire";
import type { Json } from "../../../lib/runner/nbformat/notebook";

const answer = (to: Message, channel: Channel, type: string, content: Json = {}): Message => ({
  ...request(channel, type, content, "s"),
  parent_header: to.header,
});
const reply = (to: Message) => answer(to, "shell", "execute_reply", { status: "ok" });
const idle = (to: Message) => answer(to, "iopub", "status", { execution_state: "idle" });
const print = (to: Message) => answer(to, "iopub", "stream", { name: "stdout", text: "x" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin() {
  const asked = request("shell", "execute_request", {}, "s");
  const heard: string[] = [];
  const conversation = new Conversation(() => {});
  const submission = conversation.begin(asked, { onMessage: ({ header }) => heard.push(header.msg_type) });
  return { asked, heard, conversation, submission };
}

describe("a request", () => {
  test("is done when reply and idle have come, in either order", async () => {
    for (const order of [
      [reply, idle],
      [idle, reply],
    ]) {
      const { asked, conversation, submission } = begin();
      for (const make of order) conversation.receive(make(asked));
      expect(await submission.done).toMatchObject({ complete: true });
    }
  });

  test("is done a second after the reply and the last output, when idle never comes", async () => {
    const { asked, conversation, submission } = begin();
    let done = false;
    void submission.done.then(() => {
      done = true;
    });
    conversation.receive(reply(asked));
    await vi.advanceTimersByTimeAsync(900);
    conversation.receive(print(asked));
    await vi.advanceTimersByTimeAsync(900);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(await submission.done).toMatchObject({ complete: false });
  });

  test("hears only what names it as parent, and also what comes after it is done", async () => {
    const { asked, heard, conversation, submission } = begin();
    conversation.receive(print(request("shell", "other", {}, "s")));
    for (const make of [print, reply, idle]) conversation.receive(make(asked));
    await submission.done;
    conversation.receive(print(asked));
    expect(heard).toEqual(["stream", "execute_reply", "status", "stream"]);
  });

  test("is rejected when the kernel dies, at once or later", async () => {
    const { conversation, submission } = begin();
    conversation.end(new KernelError("EDIED", "the kernel exited"));
    await expect(submission.reply).rejects.toThrow("the kernel exited");
    await expect(submission.done).rejects.toThrow("the kernel exited");
    const later = conversation.begin(request("shell", "execute_request", {}, "s"));
    await expect(later.done).rejects.toThrow("the kernel exited");
  });
});
