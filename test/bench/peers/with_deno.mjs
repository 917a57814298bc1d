/** Deno's own connections, both ends in one process. The sizes are those of sockets.mjs and load.mjs. */
const connectsInAll = 2000;
const atOnce = 50;
const megabytes = 256;
const chunk = new Uint8Array(64 * 1024).fill(120);
const trips = 10_000;
const message = new Uint8Array(64).fill(109);

async function connects() {
  const server = listening(async (connection) => {
    await connection.read(new Uint8Array(1));
    connection.close();
  });
  const connect = async () => {
    const client = await Deno.connect(server.addr);
    await client.closeWrite();
    await client.read(new Uint8Array(1));
    client.close();
  };
  const began = performance.now();
  for (let made = 0; made < connectsInAll; made += atOnce)
    await Promise.all(Array.from({ length: atOnce }, connect));
  const rate = connectsInAll / seconds(began);
  server.close();
  return rate;
}

async function oneWay() {
  let finish;
  const done = new Promise((resolve) => {
    finish = resolve;
  });
  const server = listening(async (connection) => {
    const room = new Uint8Array(1 << 20);
    for (let left = megabytes * 1024 * 1024; left > 0; ) left -= await connection.read(room);
    finish();
    connection.close();
  });
  const client = await Deno.connect(server.addr);
  const began = performance.now();
  for (let sent = 0; sent < megabytes * 1024 * 1024; sent += chunk.length) await writeAll(client, chunk);
  await done;
  const rate = megabytes / seconds(began);
  client.close();
  server.close();
  return rate;
}

async function pingPong() {
  const server = listening(async (connection) => {
    const room = new Uint8Array(1 << 16);
    for (let got = await connection.read(room); got !== null; got = await connection.read(room))
      await writeAll(connection, room.subarray(0, got));
    connection.close();
  });
  const client = await Deno.connect(server.addr);
  client.setNoDelay();
  const room = new Uint8Array(1 << 16);
  const began = performance.now();
  for (let i = 0; i < trips; i++) {
    await writeAll(client, message);
    await client.read(room);
  }
  const rate = trips / seconds(began);
  client.close();
  server.close();
  return rate;
}

function listening(serve) {
  const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  (async () => {
    for await (const connection of server) {
      connection.setNoDelay();
      serve(connection);
    }
  })();
  return server;
}

async function writeAll(connection, bytes) {
  for (let at = 0; at < bytes.length; ) at += await connection.write(bytes.subarray(at));
}

function seconds(began) {
  return (performance.now() - began) / 1000;
}

const measures = { connects, "one-way": oneWay, "ping-pong": pingPong };
for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream()))
  console.log(await measures[text.trim()]());
