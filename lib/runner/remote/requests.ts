/** REST requests to a Jupyter Server or a JupyterHub, and their errors. */
import { stripVTControlCharacters } from "node:util";
import { NetcellError } from "../../errors";

/** How long a server may take to answer, in milliseconds. */
const patienceMs = 30_000;
/** A longer message of a server is cut. */
const longestMessage = 500;

export interface RemoteErrorDetails {
  /** An errno name (default: EPROTO, an answer that makes no sense). */
  readonly code?: string;
  /** What to do. */
  readonly hint: string;
  /** The HTTP status, if there was an answer at all. */
  readonly status?: number;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** A Jupyter Server or a JupyterHub that cannot be reached, or refuses a request. */
export class RemoteError extends NetcellError {
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(message: string, { code = "EPROTO", hint, status, retryAfter }: RemoteErrorDetails) {
    super(message, { code, hint }, message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface RequestOptions {
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

export class Requests {
  readonly #token: string | undefined;
  readonly #program: string;

  /** `program` is the one that should answer: "Jupyter Server", "JupyterHub". */
  constructor(
    /** Ends in a slash. */
    readonly url: string,
    token: string | undefined,
    program: string,
  ) {
    this.#token = token;
    this.#program = program;
  }

  /** They hold the token. */
  get headers(): Record<string, string> {
    return this.#token === undefined ? {} : { authorization: `token ${this.#token}` };
  }

  /** The JSON of the answer; undefined for an empty answer. */
  async json(method: string, path: string, options?: RequestOptions): Promise<unknown> {
    const response = await this.send(method, path, options);
    if (response.status === 204) return undefined;
    const text = await response.text().catch((error) => {
      throw unreachable(this.url, error as Error);
    });
    if (text === "") return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw new RemoteError(
        `${this.url} is not a ${this.#program}, or it asks for a login: it answered with a page instead of data. Is the address right?`,
        { hint: checkAddress },
      );
    }
  }

  /** The answer; one with an error status is thrown. */
  async send(
    method: string,
    path: string,
    { body, signal = AbortSignal.timeout(patienceMs) }: RequestOptions = {},
  ): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(new URL(path, this.url), {
        method,
        signal,
        headers: { ...this.headers, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw unreachable(this.url, error as Error);
    }
    if (!response.ok) throw await this.#refusal(response);
    return response;
  }

  async #refusal(response: Response): Promise<RemoteError> {
    const { status } = response;
    const quoted = await messageOf(response);
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds) ? seconds * 1000 : undefined;
    const { fault, ...details } = this.#explain(status);
    const message = quoted === "" ? fault : `${fault} It says: ${quoted}`;
    return new RemoteError(message, { ...details, status, retryAfter });
  }

  #explain(status: number): { readonly fault: string; readonly hint: string; readonly code?: string } {
    if ((status === 401 || status === 403) && this.#token === undefined) {
      const hint = "Put it into the environment variable NETCELL_TOKEN.";
      return { fault: `${this.url} wants a token. ${hint}`, hint, code: "EACCES" };
    }
    if (status === 401 || status === 403)
      return {
        fault: `${this.url} does not accept the token, or the token does not allow this (${status}).`,
        hint: "Ask the server for a new token.",
        code: "EACCES",
      };
    if (status === 404)
      return {
        fault: `${this.url} is not a ${this.#program} (404). Is the address right?`,
        hint: checkAddress,
        code: "ENOENT",
      };
    if (status === 424 || status === 503)
      return {
        fault: `${this.url} is not running at the moment (${status}).`,
        hint: "Start it, or try again later.",
        code: "EAGAIN",
      };
    return { fault: `${this.url} answered with status ${status}.`, hint: "Read the log of the server." };
  }
}

const checkAddress = "Check the address.";

/** The message in a server's answer, as a line that can be shown. */
async function messageOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  try {
    const { message, reason } = JSON.parse(text) as { message?: unknown; reason?: unknown };
    const plain = stripVTControlCharacters(String(message ?? reason ?? "")).replace(/\s+/g, " ");
    // That is only the name of the status.
    return /^(?:forbidden|not found|unauthorized)?$/i.test(plain) ? "" : plain.slice(0, longestMessage);
  } catch {
    return "";
  }
}

/** The error of a request without an answer: `fetch` itself says only "fetch failed". */
function unreachable(url: string, error: Error): RemoteError {
  if (error.name === "TimeoutError")
    return new RemoteError(`${url} did not answer within ${patienceMs / 1000} s.`, {
      code: "ETIMEDOUT",
      hint: "Is the server overloaded? Try again later.",
    });
  if (error.name === "AbortError")
    return new RemoteError(`The request to ${url} was stopped.`, {
      code: "ECANCELED",
      hint: "Run it again.",
    });
  const { code = error.message, message } = rootOf(error);
  return new RemoteError(
    `${url} cannot be reached: ${reasons[code] ?? certificate(code) ?? message} (${code})`,
    { code, hint: "Check that the server runs, and its address." },
  );
}

const reasons: Record<string, string | undefined> = {
  ECONNREFUSED: "nothing listens there. Is the server running, and is the port right?",
  ENOTFOUND: "no host has that name.",
  EAI_AGAIN: "the name of the host cannot be looked up now.",
  ECONNRESET: "it closed the connection.",
  UND_ERR_SOCKET: "it closed the connection.",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak https there. Try http://.",
  EPROTO: "it does not speak https there. Try http://.",
};

function certificate(code: string): string | undefined {
  if (/CERT_HAS_EXPIRED/.test(code)) return "its certificate has expired.";
  if (/ALTNAME/.test(code)) return "its certificate is for another name.";
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return "its certificate is signed by an authority that this machine does not trust. If it is yours, name the file of its authority in NODE_EXTRA_CA_CERTS.";
  return undefined;
}

/** `fetch` wraps the error of the operating system, and for a name with several addresses wraps it twice. */
function rootOf(error: Error): { readonly code?: string; readonly message: string } {
  const { cause, errors } = error as Error & { errors?: Error[] };
  const inner = cause ?? errors?.[0];
  return inner instanceof Error ? rootOf(inner) : (error as Error & { code?: string });
}
