/** UdpSocket against raw node:dgram, both ends in one process as in a notebook, transcript on; and a flood. */
import dgram from "node:dgram";
import { once } from "node:events";
import { compareRates } from "./compare.mjs";

const count = 100_000;
const message = Buffer.alloc(64, "d");
/** Raw sends after which the receiver gets a turn of the event loop, as UdpSocket gives it one. */
const burst = 32;

export async function benchDatagrams({ udp, closeAll }) {
  await compareRates("udp send and receive, 64 B, / raw node:dgram", () => oneWay(udp), rawOneWay, {
    unit: " datagrams/s",
  });
  await flood(udp);
  await closeAll();
}

async function oneWay(udp) {
  const far = await udp.bind(() => {});
  const near = await udp.bind();
  const began = performance.now();
  for (let i = 0; i < count; i++) await near.sendTo(message, far);
  const rate = count / ((performance.now() - began) / 1000);
  await Promise.all([near.close(), far.close()]);
  return rate;
}

async function rawOneWay() {
  const [near, far] = [await rawBound(), await rawBound()];
  far.on("message", () => {});
  const { port } = far.address();
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    await new Promise((sent, failed) =>
      near.send(message, port, "127.0.0.1", (error) => (error ? failed(error) : sent())),
    );
    if (i % burst === 0) await new Promise(setImmediate);
  }
  const rate = count / ((performance.now() - began) / 1000);
  near.close();
  far.close();
  return rate;
}

async function rawBound() {
  const socket = dgram.createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}

/** A million datagrams to a socket that nobody reads. */
async function flood(udp) {
  const [near, far] = [await udp.bind(), await udp.bind()];
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  for (let i = 0; i < 1_000_000; i++) {
    await near.sendTo(message, far);
    if (i % 50_000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  await new Promise((later) => setTimeout(later, 100));
  const mib = (bytes) => `${Math.round(bytes / 1024 / 1024)} MiB`;
  const lost = near.sent - far.received - (far.droppedBySystem ?? 0);
  console.log(
    `memory around a flood of 1,000,000 datagrams: ${mib(before)} before, ${mib(most)} at most; ${far.received - far.dropped} kept, ${far.dropped} dropped here, ${far.droppedBySystem} by the system, ${lost} unaccounted for`,
  );
}
