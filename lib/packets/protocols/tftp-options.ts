/** The options of TFTP, RFC 2347: settings that client and server agree on before a transfer. */

import { structures } from "../fields/structures";
import { sizeToZero, zeroTerminated } from "../fields/text";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { protocol } from "../protocol";

const optionFields = {
  oname: zeroTerminated({
    doc: "name of the option",
    meaning: (name) => knownOptions[name.toLowerCase()],
  }),
  value: zeroTerminated({ doc: "its value, a number in digits as a rule" }),
};

const knownOptions: Readonly<Record<string, string>> = {
  blksize: "bytes of a block (RFC 2348)",
  timeout: "seconds until a block is sent again (RFC 2349)",
  tsize: "bytes of the whole file; 0 asks for them (RFC 2349)",
  windowsize: "blocks that may be on their way at once (RFC 7440)",
};

/** The fields of an option. */
export interface TFTPOptionValues extends ValuesOf<typeof optionFields> {}
/** The same to be written: each may be left out. */
export interface TFTPOptionInit extends InitOf<typeof optionFields>, Named {}

/** One option of a request: a name and a value (RFC 2347). */
export const TFTP_Option = protocol<TFTPOptionValues, TFTPOptionInit>({
  name: "TFTP_Option",
  title: "TFTP option",
  rfc: "RFC 2347",
  layer: 7,
  pdu: "option",
  fields: optionFields,
  limits: { min: 2, size: twoTexts, end: untilLimit, next: () => 0 },
});

const listFields = {
  options: structures<TFTPOptionInit, TFTPOptionValues>({
    doc: "the options",
    find(b, at, limit) {
      const size = twoTexts(b, at, limit);
      return at + size <= limit ? { definition: TFTP_Option.definition, size } : undefined;
    },
    parse: TFTP_Option,
    like: '{ oname: "blksize", value: "1400" }',
    line: ({ oname, value }) => `${oname} ${value}`,
  }),
};

/** The fields of a list of options. */
export interface TFTPOptionsValues extends ValuesOf<typeof listFields> {}
/** The same to be written: each may be left out. */
export interface TFTPOptionsInit extends InitOf<typeof listFields>, Named {}

/** Options behind a request, or behind the server's agreement to them (RFC 2347). */
export const TFTP_Options = protocol<TFTPOptionsValues, TFTPOptionsInit>({
  name: "TFTP_Options",
  title: "TFTP options",
  rfc: "RFC 2347",
  layer: 7,
  pdu: "options",
  fields: listFields,
  limits: { min: 2, size: allPairs, end: untilLimit, next: () => 0 },
});

/** Up to the end of the last option: one that is cut off needs more than there is. */
function allPairs(b: Uint8Array, o: number, e: number): number {
  let at = o;
  while (at < e) at += twoTexts(b, at, e);
  return at - o;
}

/** Bytes of two texts with a zero behind each; more than there are, if one has no zero. */
export function twoTexts(b: Uint8Array, o: number, e: number): number {
  const first = sizeToZero(b, o, e);
  return first + (o + first < e ? sizeToZero(b, o + first, e) : 1);
}
