/** The connection to a kernel on a server: JupyterLab's client, which connects again when the line breaks. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kernel, KernelMessage } from "@jupyterlab/services";
import { WebSocket } from "ws";
import type { Channel, Message } from "../kernel/wire";
import type { Json } from "../nbformat/notebook";
import type { Services } from "./jupyterlab-services";
import type { Requests } from "./requests";

export interface ConnectionEvents {
  message(message: Message): void;
  /** The kernel is lost; the reason is words that follow "the kernel". */
  lost(reason: string): void;
}

export interface Connection {
  /** The session that our messages name. */
  readonly session: string;
  /** The content of the first `kernel_info_reply`. */
  readonly info: Promise<Json>;
  /** Whether the line is up at this moment. */
  isUp(): boolean;
  /** Sends at once, or when the line is up again. */
  send(message: Message): void;
  close(): void;
}

/** Between two questions about a kernel whose line broke. */
const retryMs = 500;

/** `outageMs`: for how long the line may be down before the kernel is given up. */
export function openConnection(
  { KernelConnection, ServerConnection }: Services,
  requests: Requests,
  model: Kernel.IModel,
  outageMs: number,
  events: ConnectionEvents,
): Connection {
  let closed = false;
  const line = new KernelConnection({
    model,
    username: "netcell",
    handleComms: false,
    serverSettings: ServerConnection.makeSettings({
      baseUrl: requests.url,
      token: "",
      appendToken: false,
      fetch: askAboutKernel,
      WebSocket: socketWith(requests.headers),
    }),
  });

  /**
   * The client's question when the line breaks: does the kernel still run? Without an answer it would wait for half a
   * minute; we ask again sooner, until the outage has lasted too long.
   */
  async function askAboutKernel(request: unknown): Promise<Response> {
    const { url } = request as Request;
    while (!closed) {
      const answer = await fetch(url, { headers: requests.headers }).catch(() => undefined);
      if (answer !== undefined && answer.status !== 424 && answer.status < 500) return answer;
      await sleep(retryMs);
    }
    return new Response(null, { status: 404 });
  }

  const close = () => {
    closed = true;
    clearTimeout(outage);
    line.dispose();
  };
  const lost = (reason: string) => {
    if (!closed) events.lost(reason);
  };
  const tooLong = () =>
    lost(`was out of reach for ${outageMs / 1000} s, and may still run at ${requests.url},`);
  // Until it is up for the first time, the start of the kernel has its own time limit.
  let outage: NodeJS.Timeout | undefined;
  line.connectionStatusChanged.connect((_, status) => {
    clearTimeout(outage);
    if (status === "connecting") outage = setTimeout(tooLong, outageMs);
    if (status === "disconnected") lost("was cut off by its server");
  });
  line.statusChanged.connect((_, status) => {
    if (status === "restarting" || status === "autorestarting")
      lost("ended, and was started again by its server,");
    if (status === "dead") lost("ended, and could not be started again by its server,");
  });
  line.anyMessage.connect((_, { msg, direction }) => {
    if (direction === "recv") events.message(fromServices(msg));
  });

  return {
    session: line.clientId,
    info: line.info as Promise<unknown> as Promise<Json>,
    isUp: () => line.connectionStatus === "connected",
    send(message) {
      const theirs = message as unknown as KernelMessage.IMessage;
      if (message.channel === "control") line.sendControlMessage(theirs as KernelMessage.IControlMessage);
      else line.sendShellMessage(theirs as KernelMessage.IShellMessage);
    },
    close,
  };
}

function fromServices({
  channel,
  header,
  parent_header,
  metadata,
  content,
  buffers,
}: KernelMessage.IMessage): Message {
  return {
    channel: channel as Channel,
    header,
    parent_header,
    metadata: metadata as Json,
    content: content as Json,
    buffers: (buffers ?? []).map((buffer) =>
      ArrayBuffer.isView(buffer)
        ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
        : new Uint8Array(buffer),
    ),
  };
}

/** The WebSocket for JupyterLab's client: it shows the token in a header, and survives messages that the client cannot read. */
function socketWith(headers: Record<string, string>): typeof globalThis.WebSocket {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      // In the address, where the client would put it, the token would be in the log of every proxy.
      super(url, protocols, { headers });
    }

    override emit(event: string | symbol, ...values: unknown[]): boolean {
      try {
        return super.emit(event, ...values);
      } catch {
        // The client throws on a message that makes no sense to it, which would end our process.
        return true;
      }
    }
  }
  return Socket as unknown as typeof globalThis.WebSocket;
}
