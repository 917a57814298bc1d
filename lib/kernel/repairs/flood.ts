/**
 * Output gathered into few messages.
 *
 * Each cell has an outbox, which is sent before anything that must come after its output.
 */
import { Outbox } from "../jupyter/outbox";
import type { Repair } from "../repair";
import { executionOf } from "../tslab/execution";
import type { WriteStream } from "../tslab/modules";

export const flood: Repair = {
  name: "flood",
  fault:
    "Each write is a message of its own, so a loop that prints floods every reader; a character split over two writes becomes �, encodings are ignored, and the callback of a write is never called.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const outboxes = new WeakMap<WriteStream, Outbox>();
      const pending = new Set<() => void>();
      process.on("exit", () => {
        for (const flush of pending) flush();
      });
      const handler = JupyterHandlerImpl.prototype;

      const { handleExecuteImpl } = handler;
      handler.handleExecuteImpl = async function (request, stream, display) {
        const outbox = new Outbox({
          send: stream,
          now: () => performance.now(),
          later(callback, milliseconds) {
            const flush = () => {
              pending.delete(flush);
              callback();
            };
            pending.add(flush);
            setTimeout(flush, milliseconds).unref();
          },
        });
        outboxes.set(stream, outbox);
        const execution = executionOf(request);
        if (execution) execution.flush = () => outbox.finish();
        const displayInOrder: typeof display = (content, update) => {
          outbox.flush();
          display(content, update);
        };
        try {
          return await handleExecuteImpl.call(this, request, stream, displayInOrder);
        } finally {
          outbox.finish();
        }
      };

      handler.createWriteToIopub = (name, stream) => {
        const outbox = outboxes.get(stream)!;
        return (chunk: string | Uint8Array, ...rest: unknown[]) => {
          const [encoding] = rest;
          const written = rest.find((argument) => typeof argument === "function") as (() => void) | undefined;
          outbox.write(name, asTextOrBytes(chunk, encoding));
          if (written) process.nextTick(written);
          return true;
        };
      };
    });
  },
};

function asTextOrBytes(chunk: unknown, encoding: unknown): string | Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk !== "string") {
    throw new TypeError(
      `write() takes a string or bytes (Buffer, Uint8Array), not ${chunk === null ? "null" : typeof chunk}`,
    );
  }
  const isText = typeof encoding !== "string" || /^utf-?8$/i.test(encoding);
  return isText ? chunk : Buffer.from(chunk, encoding as BufferEncoding);
}
