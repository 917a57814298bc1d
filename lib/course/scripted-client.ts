/** A client that follows a script and says what did not go by it. Each of its waits ends after a second. */
import { type Connection, type Server, tcp, unix } from "../sockets";
import { printable } from "../view";

const timeout = 1000;

/** Connects clients, lets them follow the script, and closes them whatever happens. */
export async function withClients(
  server: Server,
  count: number,
  script: (...clients: ScriptedClient[]) => Promise<void>,
): Promise<void> {
  const connections: Connection[] = [];
  try {
    for (let i = 0; i < count; i++) connections.push(await connected(server));
    await script(...connections.map((connection) => new ScriptedClient(connection)));
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

function connected(server: Server): Promise<Connection> {
  if (server.endpoint.family === "unix") return unix.connect(server, { timeout });
  return tcp.connect(server, { timeout });
}

/** One client. */
export class ScriptedClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async says(data: string | Uint8Array): Promise<void> {
    await this.#connection.send(data, { timeout });
  }

  /** The server's next bytes are these. */
  async hears(expected: string | Uint8Array): Promise<void> {
    const bytesExpected = Buffer.from(expected);
    const expectedText = quoted([bytesExpected]);
    const heard: Uint8Array[] = [];
    for (let length = 0; length < bytesExpected.length; ) {
      const bytes = await this.#next(`the answer ${expectedText}`, heard);
      if (!bytes) throw new Error(`The server closed the connection after ${quoted(heard)}.`);
      heard.push(bytes);
      length += bytes.length;
    }
    if (!Buffer.concat(heard).equals(bytesExpected))
      throw new Error(`The answer should be ${expectedText} and was ${quoted(heard)}.`);
  }

  /** Ends this direction: the server reads to the end. */
  async ends(): Promise<void> {
    await this.#connection.shutdown("write", { timeout });
  }

  /** The server says nothing for a moment, and does not end. */
  async hearsNothing(): Promise<void> {
    const bytes = await this.#connection.recv(undefined, { timeout: 100 }).catch((error) => {
      if ((error as { code?: string }).code !== "ETIMEDOUT") throw error;
    });
    if (bytes === null) throw new Error("The server closed the connection too early.");
    if (bytes) throw new Error(`The server should be silent now, and said ${quoted([bytes])}.`);
  }

  /** The server ends the connection, and says nothing more before it does. */
  async hearsTheEnd(): Promise<void> {
    const bytes = await this.#next("the end of the connection", []);
    if (bytes) throw new Error(`The server should close now, and said ${quoted([bytes])} instead.`);
  }

  async #next(awaited: string, heard: readonly Uint8Array[]): Promise<Uint8Array | null> {
    try {
      return await this.#connection.recv(undefined, { timeout });
    } catch (error) {
      if ((error as { code?: string }).code !== "ETIMEDOUT") throw error;
      const so = heard.length > 0 ? `, only ${quoted(heard)} came` : "";
      throw new Error(`A client waited ${timeout} ms for ${awaited}${so}.`);
    }
  }
}

function quoted(pieces: readonly Uint8Array[]): string {
  return `"${printable(Buffer.concat(pieces), 80)}"`;
}
