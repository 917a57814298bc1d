/** Answers as they are compared: written in one way, whatever way the student wrote them, and hashed. */
import { createHash } from "node:crypto";
import { types } from "node:util";

/** The salted SHA-256 of an answer to this exercise; `undefined` for what cannot be an answer, such as a server. */
export function digest(id: string, answer: unknown): string | undefined {
  const written = canonical(answer);
  if (written === undefined) return undefined;
  return createHash("sha256").update(`netcell course, exercise ${id}: ${written}`).digest("base64url");
}

/** An answer, and the other way to write it where there is one: a text for a list of its parts, a list for the text. */
export function spellings(answer: unknown): unknown[] {
  if (typeof answer === "string" && answer.includes(",")) return [answer, answer.split(",")];
  if (Array.isArray(answer) && answer.every((item) => typeof item === "string"))
    return [answer, answer.join("")];
  return [answer];
}

/**
 * An answer as JSON with sorted keys. `200` and `"200"` are one answer, so are `"ECONNREFUSED"` and
 * `" econnrefused "`, `[1, 2]` and `["1", 2]`, and bytes and the text they spell.
 */
export function canonical(answer: unknown, depth = 0): string | undefined {
  if (depth > 8) return undefined;
  if (typeof answer === "string") return canonicalText(answer);
  if (typeof answer === "number") return Number.isFinite(answer) ? canonicalNumber(answer) : undefined;
  if (typeof answer === "bigint" || typeof answer === "boolean" || answer === null) return String(answer);
  if (types.isUint8Array(answer)) return canonicalText(new TextDecoder().decode(answer));
  if (Array.isArray(answer))
    return joined(
      "[",
      answer.map((item) => canonical(item, depth + 1)),
      "]",
    );
  if (!isPlainObject(answer)) return undefined;
  const members = Object.entries(answer)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      const written = canonical(value, depth + 1);
      return written && `${JSON.stringify(name)}:${written}`;
    });
  return joined("{", members, "}");
}

/** Neither case nor spaces count; a text that is a number, `0x1f` included, or a boolean is that. */
function canonicalText(text: string): string {
  const bare = text.replace(/\s+/g, "").toLowerCase();
  if (/^([-+]?\d+(\.\d+)?|0x[0-9a-f]+)$/.test(bare)) return canonicalNumber(Number(bare));
  return bare === "true" || bare === "false" || bare === "null" ? bare : JSON.stringify(bare);
}

/** Twelve digits: beyond them a number tells how it was computed. */
function canonicalNumber(number: number): string {
  return String(Number(number.toPrecision(12)) + 0);
}

function joined(open: string, members: ReadonlyArray<string | undefined>, close: string): string | undefined {
  return members.includes(undefined) ? undefined : `${open}${members.join(",")}${close}`;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A cell's own Object is another one than this module's where the kernel runs cells in a context of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
