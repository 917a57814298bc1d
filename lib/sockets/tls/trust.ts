/** The authorities that a client of TLS trusts. */
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { inspect } from "node:util";
import { NetcellError } from "../../errors";
import { ownCertificates } from "./certificate";

let notebook: { readonly own: number; readonly context: SecureContext } | undefined;

/** Node's own authorities, alone or with the servers of this notebook. */
export function trusting(trust: "notebook" | "system" = "notebook"): SecureContext | undefined {
  // Without a context of its own, a socket trusts Node's authorities.
  if (trust === "system") return undefined;
  if (trust !== "notebook")
    throw new NetcellError(`trust is ${inspect(trust)}`, {
      code: "EINVAL",
      hint: 'Write "notebook" or "system".',
    });
  const own = ownCertificates();
  // Reading over a hundred certificates takes a while: once for all connections, and again when there is a new one.
  if (notebook?.own !== own.length)
    notebook = { own: own.length, context: createSecureContext({ ca: [...rootCertificates, ...own] }) };
  return notebook.context;
}
