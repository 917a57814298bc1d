/** The exercises of notebook 16, HTTP by hand, then REST. */
import { inspect } from "node:util";
import { type HttpClient, type HttpResponse, type HttpServer, http, tcp } from "../../sockets";
import { printable } from "../../view";
import type { Exercises, Trial } from "../exercise";

const timeout = 1000;

type Ask = (...parameters: unknown[]) => unknown;

/** What a server of HTTP answers to these bytes. */
async function answered(request: unknown, path: string): Promise<string> {
  if (typeof request !== "string") throw new Error(`ask("${path}") should give a text.`);
  const judge = await http.serve({ [`GET ${path}`]: ({ headers }) => `host ${headers.host}` });
  const client = await tcp.connect(judge, { timeout });
  try {
    await client.send(request, { timeout });
    const head = String(await client.recvUntil("\r\n\r\n", { timeout }));
    const [, length] = /^content-length: (\d+)/im.exec(head) ?? [];
    const content = String(await client.recvExactly(Number(length ?? 0), { timeout }));
    return `${head.split("\r\n", 1)[0]}; ${content}`;
  } catch (error) {
    if ((error as { code?: string }).code !== "ETIMEDOUT") throw error;
    throw new Error(
      `The server still waits for the end of the request: ${JSON.stringify(printable(Buffer.from(request), 80))}.`,
    );
  } finally {
    await client.close();
    await judge.close();
  }
}

function asksFor(path: string): Trial<Ask> {
  return {
    says: `a server answers ask("${path}")`,
    async run(ask) {
      const answer = await answered(await ask(path), path);
      if (answer !== "HTTP/1.1 200 OK; host localhost")
        throw new Error(
          `The answer should be 200 for the host localhost, and was ${JSON.stringify(answer)}.`,
        );
    },
  };
}

function visits(says: string, script: (client: HttpClient) => Promise<void>): Trial<HttpServer> {
  return {
    says,
    async run(server) {
      const client = http.client(server);
      try {
        await script(client);
      } finally {
        await client.close();
      }
    },
  };
}

function expectStatus(what: string, { status }: HttpResponse, expected: number): void {
  if (status !== expected)
    throw new Error(`${what} should be answered with ${expected}, and was with ${status}.`);
}

async function guests(client: HttpClient): Promise<readonly string[]> {
  const answer = await client.get("/guests", { timeout });
  expectStatus("GET /guests", answer, 200);
  const list: unknown = await answer.json();
  if (Array.isArray(list)) return list;
  throw new Error(`GET /guests should give a list of names, and gave ${inspect(list)}.`);
}

/** Names that no student's guest list has already. */
const some = ["~zoe", "~adam", "~mia"];

async function putAll(client: HttpClient): Promise<void> {
  for (const name of some) await client.put(`/guests/${name}`, undefined, { timeout });
}

async function deleteAll(client: HttpClient): Promise<void> {
  for (const name of some) await client.delete(`/guests/${name}`, { timeout });
}

export const httpByHandThenRest: Exercises = {
  "16.1": {
    asks: "Write ask(path): a complete GET request of HTTP/1.1 for the host localhost, as a text.",
    hints: [
      "Three lines: the request line, Host, and the empty one.",
      "Each line ends in \\r\\n, the empty one too: the text ends in \\r\\n\\r\\n.",
    ],
    answer: "function",
    trials: [asksFor("/"), asksFor("/about"), asksFor("/books/7")],
  },
  "16.2": {
    asks: "How many connections, requests, and FINs of the server? [connections, requests, fins]",
    hints: [
      "The connection was kept after each of the first three answers.",
      "Who closes after Connection: close, and how many times can one direction be closed?",
    ],
    right: ["81h9pGJpUqE_QbpYTY0cAhbpPe5BriSehvX6oqmwLXw"],
    slips: [
      {
        answers: [
          "2LW1oIB52Jmzf7SFJuOY-mj_K8JlHg6WjPBXIgJwpK4",
          "EdH0NfU6xTeCy-wIJijoagaU8iKMBDkqPAGIsa1iajc",
        ],
        says: "It was one connection all the time, and each direction of it ends once.",
      },
      {
        answers: ["RtYKPPHKxPMJF3h9CWam2DfSY2MLLNnD67RqB6NENpo"],
        says: "Four requests were sent: three, and then a fourth.",
      },
    ],
  },
  "16.3": {
    asks: "The idempotent ones of GET, HEAD, POST, PUT, DELETE, PATCH, in this order.",
    hints: [
      "Idempotent: done twice, it leaves what doing it once leaves. What is safe changes nothing, so it is idempotent too.",
      "PATCH may say “add one”; nothing keeps it from it (RFC 5789, section 2).",
    ],
    right: ["Y7RBtOAj3ivDic15Xfe2b9i6-707NEwe-Z8S9as7m2s"],
    slips: [
      {
        answers: ["B7cW0glPYYQwRQlP3KLz0_h3G3_dsZAZeVBvM-n7rRY"],
        says: "Those are the two that change something. The safe ones leave the same as well.",
      },
      {
        answers: ["8g0irAdLXpLmM49H3ZfOp7cdXPA2Xc1J0U1I0ZzQ5v8"],
        says: "Those are safe, which is more. PUT and DELETE change something, and the second time nothing more.",
      },
      {
        answers: ["vON99dyJFTo8avA26A0O9Gtfk_qn8BzT3JbN-lo0Pp4"],
        says: "A PATCH may be idempotent, but nothing says that it is (RFC 5789, section 2).",
      },
    ],
  },
  "16.4": {
    asks: "A guest list: an http.serve with PUT /guests/:name, GET /guests and DELETE /guests/:name.",
    hints: [
      "A Set knows whether a name is there: names.has(name). Ask it before you add.",
      "Return { status: 201, body: … } to say the status yourself. A handler that returns nothing is answered with 204.",
      "[...names].sort() makes the sorted list; an array is sent as JSON.",
    ],
    answer: "http server",
    trials: [
      visits("a new guest is 201, the same guest again 200", async (client) => {
        await deleteAll(client);
        expectStatus(
          `The first PUT of ${some[0]}`,
          await client.put(`/guests/${some[0]}`, undefined, { timeout }),
          201,
        );
        expectStatus(
          `The second PUT of ${some[0]}`,
          await client.put(`/guests/${some[0]}`, undefined, { timeout }),
          200,
        );
      }),
      visits("GET /guests lists every name once, sorted", async (client) => {
        await putAll(client);
        const listed = (await guests(client)).filter((name) => some.includes(name));
        if (String(listed) !== String([...some].sort()))
          throw new Error(`After PUT of ${some.join(", ")} the list has ${JSON.stringify(listed)} of them.`);
      }),
      visits("DELETE is 204, also for who is not there, and the name is gone", async (client) => {
        await putAll(client);
        for (const time of ["first", "second"])
          expectStatus(
            `The ${time} DELETE of ${some[0]}`,
            await client.delete(`/guests/${some[0]}`, { timeout }),
            204,
          );
        if ((await guests(client)).includes(some[0]!)) throw new Error(`${some[0]} is still on the list.`);
        await deleteAll(client);
      }),
    ],
  },
};
