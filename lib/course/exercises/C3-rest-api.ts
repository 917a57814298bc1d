/** The exercises of capstone C3, REST API: its last one is held to a contract of twenty requests. */
import { type HttpClient, type HttpResponse, type HttpServer, http } from "../../sockets";
import type { Exercises, Trial } from "../exercise";

const timeout = 1000;

/** One request, and what the contract says to it. */
interface Clause {
  readonly line: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly status: number;
  /** What the content has to be, where the contract says so. */
  readonly content?: unknown;
}

const stevens = { isbn: "9780201633467", title: "TCP/IP Illustrated", year: 1994 };
const perlman = { isbn: "9780201634488", title: "Interconnections", year: 1999 };

function at({ isbn }: { readonly isbn: string }): string {
  return `/books/${isbn}`;
}

function put(book: { readonly isbn: string }, body: unknown, status: number, content?: unknown): Clause {
  return { line: `PUT ${at(book)}`, body, status, ...(content !== undefined && { content }) };
}

const clean: readonly string[] = [at(stevens), at(perlman)];

function holds(says: string, clauses: readonly Clause[]): Trial<HttpServer> {
  return {
    says,
    async run(server) {
      const client = http.client(server);
      try {
        for (const path of clean) await client.delete(path, { timeout });
        for (const clause of clauses) await hold(client, clause);
        for (const path of clean) await client.delete(path, { timeout });
      } finally {
        await client.close();
      }
    },
  };
}

async function hold(client: HttpClient, { line, body, type, status, content }: Clause): Promise<void> {
  const answer = await client.request(line, {
    timeout,
    body,
    ...(type !== undefined && { headers: { "content-type": type } }),
  });
  const sent =
    body === undefined ? line : `${line} with ${typeof body === "string" ? body : JSON.stringify(body)}`;
  if (answer.status !== status)
    throw new Error(
      `${sent} should be answered with ${status}, and was with ${answer.status} ${answer.reason}.`,
    );
  if (content !== undefined) sameContent(sent, answer, content);
}

function sameContent(sent: string, answer: HttpResponse, expected: unknown): void {
  const got: unknown = answer.json();
  if (sorted(got) !== sorted(expected))
    throw new Error(`${sent} should give ${JSON.stringify(expected)}, and gave ${JSON.stringify(got)}.`);
}

/** JSON in which the order of members does not count. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export const restApi: Exercises = {
  "C3.1": {
    asks: "The status for (a) an empty title, (b) another content type, (c) JSON that breaks off: a list of three numbers.",
    hints: [
      "The table of the contract has a line for each of them.",
      "JSON that can be read but is no to-do; content in another language than JSON; JSON that cannot be read.",
    ],
    right: ["3etYyiRV1M3BHGx27x8mJ9_HLEA-6j-0rRmEY3Q8uZ4"],
    slips: [
      {
        answers: ["JHxGwmDjahjhfWchOgWn_MuctMufpP0Br9a-4q6wQyw"],
        says: "400 and 422 change places: 422 is for what can be read and makes no sense.",
      },
    ],
  },
  "C3.2": {
    asks: "The header field for “only if nobody has changed it”, and the status if somebody has: [name, status].",
    hints: ["Ann and Bob used it above, with PUT.", "The field asks whether the ETag still matches."],
    right: ["Mlr-EGR3YCGAwDcQaG3sjqnxksub-9A0v5AR0UTW-OU"],
    slips: [
      {
        answers: ["cqi9u2WbNBV-LpngO6LaUJy__-XfxIoGxpdkQvWoiow"],
        says: "That one asks for the opposite: do it if it does not match. It is for GET, and for “only if it is not there yet”.",
      },
      {
        answers: ["_71Wa-r_OQ7l-hA4hpfdV_b3QD0oksLRmPPw51h0I6k"],
        says: "409 is a conflict with the state of things. A condition that the client itself has set and that failed has its own status.",
      },
    ],
  },
  "C3.3": {
    asks: "A server of books: PUT, GET and DELETE of /books/:isbn, and GET /books.",
    hints: [
      "books.has(isbn) tells new from old; ask it before books.set().",
      "isBook(book) looks at the ISBN, too: make the book first, from the path and the content.",
      "A handler returns { status, body } to choose the status, and http.problem(422, …) for what is no book.",
    ],
    answer: "http server",
    trials: [
      holds("a book is created, found, replaced, listed and removed", [
        { line: `GET ${at(stevens)}`, status: 404 },
        put(stevens, { title: stevens.title, year: stevens.year }, 201, stevens),
        { line: `GET ${at(stevens)}`, status: 200, content: stevens },
        put(stevens, { title: "TCP/IP Illustrated", year: 2011 }, 200),
        { line: `GET ${at(stevens)}`, status: 200, content: { ...stevens, year: 2011 } },
        put(perlman, { title: perlman.title, year: perlman.year }, 201),
        { line: `DELETE ${at(stevens)}`, status: 204 },
        { line: `GET ${at(stevens)}`, status: 404 },
        { line: `DELETE ${at(stevens)}`, status: 404 },
      ]),
      holds("what is no book is refused, and changes nothing", [
        put(perlman, { title: "", year: 1999 }, 422),
        put(perlman, { title: "Interconnections", year: "1999" }, 422),
        put(perlman, { year: 1999 }, 422),
        put({ isbn: "123" }, { title: "Short", year: 2000 }, 422),
        put(perlman, "{", 415),
        { ...put(perlman, "{", 400), type: "application/json" },
        { line: `GET ${at(perlman)}`, status: 404 },
      ]),
      holds("the path says which book it is, whatever the content says", [
        put(
          perlman,
          { isbn: stevens.isbn, title: perlman.title, year: perlman.year, admin: true },
          201,
          perlman,
        ),
        { line: `GET ${at(stevens)}`, status: 404 },
      ]),
      holds("what a path does not have is told", [
        { line: "POST /books", body: {}, status: 405 },
        { line: "GET /shelves", status: 404 },
      ]),
    ],
  },
};
