/** The facts of a handshake, as Node knows them. */
import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { TlsCertificate, TlsFacts } from "./api";

/** A member that Node's types leave out. */
interface Named {
  readonly servername?: string | false | null;
}

export function factsOf(socket: TLSSocket): TlsFacts {
  const { raw } = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? "none",
    cipher: socket.getCipher().standardName,
    alpn: socket.alpnProtocol || undefined,
    serverName: (socket as Named).servername || undefined,
    peer: raw && certificateOf(raw),
  };
}

/** What a certificate says. */
export function certificateOf(der: Buffer): TlsCertificate {
  const certificate = new X509Certificate(der);
  return {
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    names: (certificate.subjectAltName ?? "").split(", ").flatMap(nameOf),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

/** The common name in `O=Example\nCN=localhost`, or all of it where there is no common name. */
function commonName(name: string): string {
  return /^CN=(.*)$/m.exec(name)?.[1] ?? name;
}

/** The name in `DNS:localhost` or `IP Address:127.0.0.1`. */
function nameOf(text: string): string[] {
  const at = text.indexOf(":");
  return at < 0 ? [] : [text.slice(at + 1)];
}
