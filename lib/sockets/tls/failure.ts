/** Failed handshakes: the reason in words, and what a browser would say. */
import type { Socket } from "node:net";
import type { Handle } from "../../cell";
import { NetcellError } from "../../errors";
import { endpointText } from "../endpoint";
import { type Hints, socketError } from "../socket-error";
import { certificateOf } from "./facts";

/** The error of a client whose handshake with `peer` failed; it wanted to reach `name`. */
export function handshakeError(
  error: NodeJS.ErrnoException & { readonly cert?: { readonly raw?: Buffer } },
  peer: string,
  name: string,
  handle: Handle,
): NetcellError {
  const code = error.code ?? "";
  const details = { handle, cause: error };
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const names = error.cert?.raw ? certificateOf(error.cert.raw).names.join(", ") : "other names";
    return new NetcellError(`the certificate of ${peer} is not for ${name} but for ${names}`, {
      code,
      hint: `A browser says NET::ERR_CERT_COMMON_NAME_INVALID. Connect with { serverName } that is one of these, or let the server listen with certificate: { names: [${JSON.stringify(name)}] }.`,
      ...details,
    });
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return new NetcellError(
      `the certificate of ${peer} ${code === "CERT_HAS_EXPIRED" ? "holds no more" : "does not hold yet"}`,
      {
        code,
        hint: "A browser says NET::ERR_CERT_DATE_INVALID. The server needs a new certificate; look at this machine's clock, too.",
        ...details,
      },
    );
  if (untrusted.has(code))
    return new NetcellError(`nobody who is trusted vouches for the certificate of ${peer}`, {
      code,
      hint: 'A browser says NET::ERR_CERT_AUTHORITY_INVALID. Servers of this notebook are trusted unless { trust: "system" } says otherwise; for others, a real certificate is needed.',
      ...details,
    });
  if (isNoTls(code))
    return new NetcellError(`${peer} does not speak TLS: what came is no handshake`, {
      code: "EPROTO",
      hint: "Connect with tcp.connect() (an http:// URL), or check the port.",
      ...details,
    });
  return socketError(error, `the handshake with ${peer} failed`, handle, hints);
}

/** Where a client is that has not shaken hands. */
export function addressOf({ remoteAddress, remotePort }: Socket): string {
  return remoteAddress ? endpointText({ address: remoteAddress, port: remotePort ?? 0 }) : "a client";
}

/** The note of a server about a client whose handshake failed. */
export function clientFault(error: NodeJS.ErrnoException): string {
  const code = error.code ?? "";
  if (code === "ERR_SSL_HTTP_REQUEST") return "a client speaks plain HTTP here: the URL begins with https://";
  if (isNoTls(code)) return "a client does not speak TLS here: tls.connect() does";
  if (/ALERT/.test(code)) return `the client refused the certificate (${code})`;
  return `a handshake failed (${code || error.message})`;
}

/** Whether the error is about the handshake, the certificate or its names. */
export function isHandshakeFault(code: string): boolean {
  return untrusted.has(code) || isNoTls(code) || /^(ERR_TLS_CERT_|CERT_|ERR_SSL_)/.test(code);
}

const untrusted = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

/** The codes of OpenSSL for bytes that are not a record of TLS. */
function isNoTls(code: string): boolean {
  return (
    code === "EPROTO" ||
    /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|RECORD_LAYER_FAILURE)$/.test(
      code,
    )
  );
}

const hints: Hints = {
  ECONNRESET:
    "The server ended the connection within the handshake: it does not speak TLS, or not to this client, or has as many connections as it takes (maxConnections).",
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
    "Server and client offer no application protocol in common: give both the same alpn.",
};
