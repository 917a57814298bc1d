/** The sections of a DNS message: finding a question or record in bytes, parsing one that was typed, printing one. */
import { u16 } from "../bits";
import { hex } from "../bytes-as-text";
import type { Found } from "../fields/structures";
import type { Definition } from "../model/definition";
import type { Fields } from "../model/field";
import { dnsClasses, dnsQuestionTypes, dnsTypes } from "../names/dns";
import { Layer } from "../packet";
import { NO_NAME, nameSize } from "./dns-name";
import {
  byType,
  DNSQR,
  DNSRR,
  type DNSRRInit,
  type DNSRRValues,
  questionSize,
  recordSize,
  unknown,
} from "./dns-records";
import {
  DNSRRDNSKEY,
  DNSRRDS,
  DNSRRHTTPS,
  DNSRRMX,
  DNSRROPT,
  DNSRRRSIG,
  DNSRRSOA,
  DNSRRSRV,
  DNSRRSVCB,
} from "./dns-typed-records";

/** A record of any type, by its fields. */
export type DNSRecord = Readonly<Record<string, unknown>> &
  Pick<DNSRRValues, "rrname" | "type" | "ttl" | "rdlen">;

const structured: Readonly<Record<number, { readonly definition: Definition }>> = {
  6: DNSRRSOA,
  15: DNSRRMX,
  33: DNSRRSRV,
  41: DNSRROPT,
  43: DNSRRDS,
  46: DNSRRRSIG,
  48: DNSRRDNSKEY,
  64: DNSRRSVCB,
  65: DNSRRHTTPS,
};

/** The question at `at`; undefined if there is no whole one. */
export function findQuestion(b: Uint8Array, at: number, limit: number): Found | undefined {
  const size = questionSize(b, at, limit);
  return size === NO_NAME || at + size > limit ? undefined : { definition: DNSQR.definition, size };
}

/** The record at `at`, by its type if its data have the form that goes with it; undefined if there is no whole one. */
export function findRecord(b: Uint8Array, at: number, limit: number): Found | undefined {
  const size = recordSize(b, at, limit);
  if (size === NO_NAME || at + size > limit) return undefined;
  const name = nameSize(b, at, limit);
  const number = u16(b, at + name);
  const { definition } = structured[number] ?? byType[number] ?? unknown;
  const data = at + name + 10;
  return { definition: fits(definition, b, data, at + size) ? definition : unknown.definition, size };
}

/** Whether the fields behind the length take these bytes, no more and no less. */
function fits({ slots }: Definition, b: Uint8Array, from: number, to: number): boolean {
  let at = from;
  for (const { field } of slots.slice(slots.findIndex(({ name }) => name === "rdlen") + 1)) {
    const left = to - at;
    const size = field.bits ? field.bits >>> 3 : (field.extent?.({}, left, b, at, 0) ?? left);
    if (size > left) return false;
    at += size;
  }
  return at === to;
}

/** A record that was typed as its fields: the structure that its type has. */
export function parseRecord(init: DNSRRInit): Layer<object, never> {
  const { type: number = 1 } = unknown({ type: init.type }).set;
  const definition = "rdata" in init && number !== 41 ? undefined : structured[number]?.definition;
  const made = definition ? new Layer<object, DNSRRInit>(definition, {}).with(init) : DNSRR(init);
  return made as unknown as Layer<object, never>;
}

/** A record as a line of a zone file: `example.com. 300 IN A 192.0.2.1`. */
export function recordLine(values: Fields): string {
  const { rrname, type: number, cacheflush: _flush, rclass, ttl, rdlen: _length, ...data } = values;
  const name = (names: object, value: unknown) =>
    (names as Record<number, string>)[value as number] ?? `${value}`;
  const of = name(dnsTypes, number);
  const about = number === 41 ? [] : [ttl ?? 0, name(dnsClasses, rclass)];
  return [rrname, ...about, of, ...Object.values(data).map(dataText)].filter((word) => word !== "").join(" ");
}

function dataText(value: unknown): string {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(dataText).join(" ");
  return typeof value === "object" && value !== null
    ? Object.values(value).map(dataText).join(" ")
    : `${value ?? ""}`;
}

/** A question in the same way: `example.com. IN A`. */
export function questionLine({ qname, qtype, qclass }: Fields): string {
  const name = (names: object, value: unknown) =>
    (names as Record<number, string>)[value as number] ?? `${value}`;
  return `${qname} ${name(dnsClasses, qclass)} ${name(dnsQuestionTypes, qtype)}`;
}
