/** REST requests to a Jupyter Server or a JupyterHub, and what to do when they fail. */
import { stripVTControlCharacters } from "node:util";
import { RemoteError } from "./error";

/** How long a server may take to answer, in milliseconds. */
const patienceMs = 30_000;
/** More of what a server says about a failure is not shown. */
const longestMessage = 500;

export interface RequestOptions {
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

export class Requests {
  constructor(
    /** Ends in a slash. */
    readonly url: string,
    private readonly token: string | undefined,
    /** What should be there: "Jupyter Server", "JupyterHub". */
    private readonly what: string,
  ) {}

  /** What proves to the server who we are. */
  get headers(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `token ${this.token}` };
  }

  /** The JSON that the server answers with; undefined if it has nothing to say. */
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
        `${this.url} is no ${this.what}, or it asks for a login: it answered with a page instead of data. Is the address right?`,
      );
    }
  }

  /** The answer, if it is a good one. */
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
    if (!response.ok) throw await this.refusal(response);
    return response;
  }

  private async refusal(response: Response): Promise<RemoteError> {
    const { status } = response;
    const said = await saidBy(response);
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds) ? seconds * 1000 : undefined;
    return new RemoteError(this.explain(status, said), status, retryAfter);
  }

  private explain(status: number, said: string): string {
    const quoted = said === "" ? "" : ` It says: ${said}`;
    if (status === 401 || status === 403)
      return this.token === undefined
        ? `${this.url} wants a token. Put it into the environment variable NETCELL_TOKEN.${quoted}`
        : `${this.url} does not accept the token, or the token does not allow this (${status}).${quoted}`;
    if (status === 404) return `${this.url} is no ${this.what} (404). Is the address right?${quoted}`;
    if (status === 424 || status === 503)
      return `${this.url} is not running at the moment (${status}).${quoted}`;
    return `${this.url} answered with status ${status}.${quoted}`;
  }
}

/** The message in a server's answer, as a line that can be shown. */
async function saidBy(response: Response): Promise<string> {
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

/** Why nothing came back: `fetch` itself says only "fetch failed". */
export function unreachable(url: string, error: Error): RemoteError {
  if (error.name === "TimeoutError")
    return new RemoteError(`${url} did not answer within ${patienceMs / 1000} s.`);
  if (error.name === "AbortError") return new RemoteError(`The request to ${url} was stopped.`);
  const { code = error.message, message } = rootOf(error);
  return new RemoteError(
    `${url} cannot be reached: ${reasons[code] ?? certificate(code) ?? message} (${code})`,
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
    return "its certificate is signed by nobody whom this machine trusts. If it is yours, name the file of its authority in NODE_EXTRA_CA_CERTS.";
  return undefined;
}

/** `fetch` wraps what the operating system said, and for a name with several addresses wraps it twice. */
function rootOf(error: Error): { readonly code?: string; readonly message: string } {
  const { cause, errors } = error as Error & { errors?: Error[] };
  const inner = cause ?? errors?.[0];
  return inner instanceof Error ? rootOf(inner) : (error as Error & { code?: string });
}
