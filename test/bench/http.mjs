/** http.serve() against plain node:http, asked by the same client over one kept connection, transcript on. */
import { once } from "node:events";
import nodeHttp from "node:http";
import { compareRates } from "./compare.mjs";

const requests = 4000;
const body = { id: 1, title: "a todo" };

export async function benchHttp({ http, closeAll }) {
  const served = await http.serve({ "GET /todos/:id": () => body });
  const plain = nodeHttp.createServer((_, response) => {
    const content = JSON.stringify(body);
    response.writeHead(200, { "content-type": "application/json", "content-length": content.length });
    response.end(content);
  });
  plain.listen(0, "127.0.0.1");
  await once(plain, "listening");
  const { port } = plain.address();
  await compareRates(
    "http requests, one kept connection, / plain node:http",
    () => ask(served.endpoint.port),
    () => ask(port),
    { unit: " requests/s" },
  );
  const client = http.client(served);
  await compareRates(
    "http.client requests, bytes kept, / plain node:http",
    () => rate(() => client.get("/todos/1")),
    () => ask(served.endpoint.port),
    { unit: " requests/s" },
  );
  plain.close();
  plain.closeAllConnections();
  await closeAll();
}

async function ask(port) {
  const agent = new nodeHttp.Agent({ keepAlive: true });
  const measured = await rate(() => get({ port, host: "127.0.0.1", path: "/todos/1", agent }));
  agent.destroy();
  return measured;
}

async function rate(once) {
  const began = performance.now();
  for (let i = 0; i < requests; i++) await once();
  return requests / ((performance.now() - began) / 1000);
}

function get(options) {
  return new Promise((resolve, reject) => {
    const request = nodeHttp.request(options, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () => resolve(Buffer.concat(pieces)));
    });
    request.once("error", reject);
    request.end();
  });
}
