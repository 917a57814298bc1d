/** Throw-away certificates: made when the first is needed, kept in memory, never written anywhere. */
import { isIP } from "node:net";
import type { TlsCertificateOptions } from "./api";

/** A certificate and its key, as PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** Milliseconds that a client may take for its handshake. */
export const handshakeTimeout = 10_000;

const week = 7 * 24 * 60 * 60 * 1000;
const ownNames = ["localhost", "127.0.0.1", "::1"];

const identities = new Map<string, Promise<Identity>>();
const certificates = new Set<string>();

/** The identity of a server of this notebook: the same for all that want the same. */
export function identityFor({ names = ownNames, validTo }: TlsCertificateOptions = {}): Promise<Identity> {
  const key = JSON.stringify([names, validTo]);
  let identity = identities.get(key);
  if (!identity) {
    identity = made(names, validTo ?? new Date(Date.now() + week));
    identities.set(key, identity);
  }
  return identity;
}

/** Every certificate made so far: clients of this notebook trust them, and the system's authorities. */
export function ownCertificates(): readonly string[] {
  return [...certificates];
}

async function made(names: readonly string[], validTo: Date): Promise<Identity> {
  // Loaded with the first certificate: a cell without TLS does not pay for it.
  const { generate } = await import("selfsigned");
  const { cert, private: key } = await generate([{ name: "commonName", value: names[0]! }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Math.min(Date.now(), validTo.getTime()) - week),
    notAfterDate: validTo,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: names.map(altName) },
    ],
  });
  certificates.add(cert);
  return { cert, key };
}

/** 2 is a DNS name, 7 an address (RFC 5280, section 4.2.1.6). */
function altName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(name) ? { type: 7, ip: name } : { type: 2, value: name };
}
