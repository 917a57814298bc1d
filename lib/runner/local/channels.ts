/** The three zeromq sockets over which we talk with a kernel. */
import { Dealer, Subscriber } from "zeromq";
import { type Channel, decode, encode, type Message } from "../kernel/wire";
import type { Connection } from "./connection-file";

export interface Channels {
  send(message: Message): void;
  close(): void;
}

export interface ChannelEvents {
  message(message: Message): void;
  /** A message that makes no sense, or that could not be sent; the channel goes on. */
  fault(error: Error): void;
}

export function openChannels(connection: Connection, events: ChannelEvents): Channels {
  const shell = new Dealer({ linger: 0 });
  const control = new Dealer({ linger: 0 });
  // No high-water mark: what a flooding cell printed must not be lost on our side.
  const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  const address = (port: number) => `${connection.transport}://${connection.ip}:${port}`;
  iopub.subscribe();
  iopub.connect(address(connection.iopub_port));
  shell.connect(address(connection.shell_port));
  control.connect(address(connection.control_port));

  const receive = async (channel: Channel, socket: Dealer | Subscriber) => {
    for await (const frames of socket) {
      try {
        events.message(decode(channel, frames, connection.key));
      } catch (error) {
        events.fault(error as Error);
      }
    }
  };
  for (const [channel, socket] of [
    ["shell", shell],
    ["control", control],
    ["iopub", iopub],
  ] as const)
    receive(channel, socket).catch(events.fault);

  const senders = { shell: sender(shell, events), control: sender(control, events) };
  return {
    send(message) {
      const send = senders[message.channel as "shell" | "control"];
      send(encode(message, connection.key));
    },
    close() {
      for (const socket of [shell, control, iopub]) socket.close();
    },
  };
}

/** A zeromq.js socket takes one send at a time; this one queues. */
function sender(socket: Dealer, events: ChannelEvents): (frames: Buffer[]) => void {
  let last: Promise<void> = Promise.resolve();
  return (frames) => {
    last = last
      .then(() => (socket.closed ? undefined : socket.send(frames)))
      .catch((error) => {
        if (!socket.closed) events.fault(error);
      });
  };
}
