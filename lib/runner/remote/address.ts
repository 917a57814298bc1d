/** Addresses of servers as people paste them: from a browser, or from a server's greeting in the terminal. */
import { RemoteError } from "./requests";

export interface Address {
  /** Ends in a slash; without a token, so it can be shown. */
  readonly url: string;
  /** The token that stood in the address. */
  readonly token?: string;
}

/** The pages that Jupyter's applications put below the address of their server. */
const serverPages = /^(.*?)\/(?:lab(?:\/(?:tree|workspaces)\/.*)?|(?:tree|notebooks|doc)(?:\/.*)?)\/?$/;
const hubPages = /^(.*?)\/hub(?:\/.*)?$/;

/** `http://host:8888/lab/tree/a.ipynb?token=abc` is the server at `http://host:8888/`, and the token `abc`. */
export function serverAddress(given: string): Address {
  return parse(given, "--server", serverPages);
}

/** `http://host:8000/hub/home` is the hub at `http://host:8000/`. */
export function hubAddress(given: string): Address {
  return parse(given, "--hub", hubPages);
}

function parse(given: string, option: string, pages: RegExp): Address {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  // The address is not repeated: a token may be in it.
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new RemoteError(`${option} wants an address such as http://127.0.0.1:8888/.`, {
      code: "EINVAL",
      hint: "Copy it from the browser, or from the terminal of the server.",
    });
  if (url.username !== "" || url.password !== "")
    throw new RemoteError(`${option} takes no user and password in the address. Use a token.`, {
      code: "EINVAL",
      hint: "Use a token.",
    });
  const token = url.searchParams.get("token");
  const path = (pages.exec(url.pathname)?.[1] ?? url.pathname).replace(/\/*$/, "/");
  return { url: `${url.origin}${path}`, ...(token && { token }) };
}
