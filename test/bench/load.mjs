/** Many connections: how fast they come and go against raw node:net and other runtimes, and that 10,000 of them leave nothing behind. */
import { once } from "node:events";
import { readdirSync } from "node:fs";
import net from "node:net";
import { comparePeers } from "./compare.mjs";

const rounds = 40;
const atOnce = 50;

export async function benchLoad({ tcp, closeAll }, peers) {
  await comparePeers("tcp connects and closes, 50 at a time, / ", () => connects(tcp, rounds * atOnce), {
    "raw node:net": rawConnects,
    ...peers.measuring("connects"),
  });
  await descriptors(tcp);
  await clients(tcp);
  await closeAll();
}

/** Each connection is closed by its client, and then by the server: four steps of TCP, no reset. */
async function connects(tcp, total) {
  const server = await tcp.listen(async (c) => void (await c.recv()));
  const began = performance.now();
  for (let made = 0; made < total; made += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const client = await tcp.connect(server);
        await client.shutdown();
        await client.recv();
        await client.close();
      }),
    );
  }
  const rate = total / ((performance.now() - began) / 1000);
  await server.close();
  return rate;
}

async function rawConnects() {
  const options = { noDelay: true, allowHalfOpen: true };
  const server = net.createServer(options, (socket) => socket.resume().on("end", () => socket.end()));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  const began = performance.now();
  for (let round = 0; round < rounds; round++) {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const client = net.connect({ port, host: "127.0.0.1", ...options }).resume();
        await once(client, "connect");
        client.end();
        await once(client, "close");
      }),
    );
  }
  const rate = (rounds * atOnce) / ((performance.now() - began) / 1000);
  server.close();
  return rate;
}

async function descriptors(tcp) {
  if (process.platform !== "linux") return console.log("descriptors: not counted, there is no /proc/self/fd");
  const open = () => readdirSync("/proc/self/fd").length;
  const before = open();
  await connects(tcp, 10_000);
  console.log(`descriptors around 10,000 connects and closes: ${before} before, ${open()} after`);
}

async function clients(tcp) {
  const server = await tcp.listen(
    async (c) => {
      for await (const bytes of c) await c.send(bytes);
    },
    { maxConnections: 1000, backlog: 1000 },
  );
  const began = performance.now();
  const all = await Promise.all(Array.from({ length: 1000 }, () => tcp.connect(server)));
  const connected = performance.now();
  await Promise.all(all.map((client) => client.send("x").then(() => client.recv())));
  const answered = performance.now();
  console.log(
    `1,000 clients at once: connected in ${Math.round(connected - began)} ms, all answered ${Math.round(answered - connected)} ms later`,
  );
  await server.close();
}
