/** Options of TLS, checked. */
import { inspect } from "node:util";
import { checkedOptions, NetcellError } from "../../errors";
import type { TlsCertificateOptions } from "./api";

/** Throws what is wrong with the options of a certificate. */
export function checkCertificate(options: TlsCertificateOptions | undefined): void {
  if (options === undefined) return;
  const { names, validTo } = checkedOptions(options, { names: true, validTo: true });
  if (names !== undefined && !(isListOfWords(names) && names.length > 0))
    throw refused(
      "certificate.names",
      names,
      'Give a list of names and addresses: ["localhost", "127.0.0.1"].',
    );
  if (validTo !== undefined && !(validTo instanceof Date && Number.isFinite(validTo.getTime())))
    throw refused("certificate.validTo", validTo, 'Give a date: new Date("2030-01-31").');
}

/** Throws what is wrong with a list of application protocols. */
export function checkAlpn(protocols: readonly string[] | undefined): void {
  if (protocols !== undefined && !isListOfWords(protocols))
    throw refused("alpn", protocols, 'Give a list of protocols: ["http/1.1"].');
}

function isListOfWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "");
}

function refused(name: string, value: unknown, hint: string): NetcellError {
  return new NetcellError(`${name} is ${inspect(value, { depth: 0 })}`, { code: "EINVAL", hint });
}
