/** Connection against raw node:net and other runtimes, both ends in one process as in a notebook, transcript on. */
import { once } from "node:events";
import net from "node:net";
import { comparePeers } from "./compare.mjs";

const megabytes = 256;
const chunk = Buffer.alloc(64 * 1024, "x");
const trips = 10_000;
const message = Buffer.alloc(64, "m");

export async function benchSockets({ tcp, closeAll }, peers) {
  await comparePeers(
    "tcp one-way, 64 KiB sends, / ",
    () => oneWay(tcp),
    { "raw node:net": rawOneWay, ...peers.measuring("one-way") },
    { unit: " MB/s" },
  );
  await comparePeers(
    "tcp ping-pong, 64 B, / ",
    () => pingPong(tcp),
    { "raw node:net": rawPingPong, ...peers.measuring("ping-pong") },
    { unit: " trips/s" },
  );
  await memory(tcp);
  await closeAll();
}

async function oneWay(tcp) {
  const server = await tcp.listen();
  const near = await tcp.connect(server);
  const far = await server.accept();
  const total = megabytes * 1024 * 1024;
  const began = performance.now();
  const reading = (async () => {
    for (let got = 0; got < total; ) got += (await far.recv(1 << 20)).length;
  })();
  for (let sent = 0; sent < total; sent += chunk.length) await near.send(chunk);
  await reading;
  const rate = megabytes / ((performance.now() - began) / 1000);
  await Promise.all([near.close(), server.close()]);
  return rate;
}

async function rawOneWay() {
  const { near, far, server } = await rawPair();
  const total = megabytes * 1024 * 1024;
  const began = performance.now();
  const reading = new Promise((resolve) => {
    let got = 0;
    far.on("data", (bytes) => {
      got += bytes.length;
      if (got >= total) resolve();
    });
  });
  for (let sent = 0; sent < total; sent += chunk.length) if (!near.write(chunk)) await once(near, "drain");
  await reading;
  const rate = megabytes / ((performance.now() - began) / 1000);
  near.destroy();
  far.destroy();
  server.close();
  return rate;
}

async function pingPong(tcp) {
  const server = await tcp.listen();
  const near = await tcp.connect(server);
  const far = await server.accept();
  const echoing = (async () => {
    for (let bytes = await far.recv(); bytes; bytes = await far.recv()) await far.send(bytes);
  })();
  const began = performance.now();
  for (let i = 0; i < trips; i++) {
    await near.send(message);
    await near.recv();
  }
  const rate = trips / ((performance.now() - began) / 1000);
  await near.shutdown();
  await echoing;
  await Promise.all([near.close(), server.close()]);
  return rate;
}

async function rawPingPong() {
  const { near, far, server } = await rawPair();
  far.on("data", (bytes) => far.write(bytes));
  const began = performance.now();
  await new Promise((resolve) => {
    let left = trips;
    near.on("data", () => (--left > 0 ? near.write(message) : resolve()));
    near.write(message);
  });
  const rate = trips / ((performance.now() - began) / 1000);
  near.destroy();
  far.destroy();
  server.close();
  return rate;
}

/** The same socket options as netcell's: no Nagle, room for a few large pieces. */
async function rawPair() {
  const options = { noDelay: true, highWaterMark: 256 * 1024 };
  const server = net.createServer(options).listen(0, "127.0.0.1");
  await once(server, "listening");
  const near = net.connect({ port: server.address().port, host: "127.0.0.1", ...options });
  const [far] = await once(server, "connection");
  return { near, far, server };
}

async function memory(tcp) {
  const server = await tcp.listen(async (c) => {
    for await (const _ of c);
  });
  const near = await tcp.connect(server);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  for (let sent = 0; sent < 1024 ** 3; sent += chunk.length) {
    await near.send(chunk);
    if (sent % (64 * 1024 * 1024) === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  globalThis.gc?.();
  const mib = (bytes) => `${Math.round(bytes / 1024 / 1024)} MiB`;
  console.log(
    `memory around 1 GiB sent, transcript on: ${mib(before)} before, ${mib(most)} at most, ${mib(process.memoryUsage().rss)} after`,
  );
  await Promise.all([near.close(), server.close()]);
}
