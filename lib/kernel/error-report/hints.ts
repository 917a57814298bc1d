/** Hints: what to write instead of code that TypeScript or Node refuses, mostly because it stands in a cell. */
import { failedCellOf } from "../source/failed-declarations";
import type { Diagnostic } from "../tslab/modules";

/** A hint on the diagnostic; `reasons` are the further messages of the compiler. */
export function hintOnDiagnostic(
  { code, messageText, missesAwait }: Diagnostic,
  reasons: readonly string[],
): string | undefined {
  const messages = [messageText, ...reasons];
  return (
    hintOnLibrary(code, messageText) ??
    hintOnName(messageText) ??
    hintOnMember(messageText) ??
    (missesAwait || messages.some(isAboutPromise)
      ? "That is a promise, not its value: put await before it."
      : undefined) ??
    messages.map(hintOnType).find((hint) => hint !== undefined)
  );
}

/** The name that the compiler does not find, if that is the fault. */
export function unknownName(messageText: string): string | undefined {
  return unknownNames.exec(messageText)?.[1];
}

const unknownNames =
  /^(?:Cannot find (?:name|namespace)|No value exists in scope for the shorthand property) '([^']+)'\./;

/** The import that brings these names of netcell. */
export function hintOnImport(names: readonly string[]): string {
  const [first] = names;
  const subject = names.length === 1 ? `${first} is netcell's` : `${names.join(", ")} are netcell's`;
  return `${subject}: import { ${names.join(", ")} } from "netcell"; a kernel that was restarted has forgotten its imports.`;
}

/** "Property 'union' does not exist … Do you need to change your target library?" */
const olderLibrary = new Set([2550, 2568, 2583]);

function hintOnLibrary(code: number, messageText: string): string | undefined {
  if (!olderLibrary.has(code)) return undefined;
  const [, name = "it"] = /'([^']+)'/.exec(messageText) ?? [];
  return `The kernel runs on Node.js ${process.versions.node}, which does not have ${name}. A newer Node.js has.`;
}

/** Is a promise used as if it were its value? */
function isAboutPromise(message: string): boolean {
  return (
    /^(?:Operator|This comparison|This condition).*'Promise</.test(message) ||
    /^(?:Argument of type|Type) 'Promise<.*' (?:is not assignable|is missing|must have)/.test(message)
  );
}

/** A hint on an error of Node that only cells meet. */
export function hintOnError(ename: string, evalue: string): string | undefined {
  if (ename === "ReferenceError" && /^__(dir|file)name is not defined/.test(evalue))
    return "A cell does not lie in a file: import.meta.dirname and process.cwd() are the notebook's folder.";
  return undefined;
}

/** A hint on a name that a failed cell would have declared. */
function hintOnName(messageText: string): string | undefined {
  const name = unknownName(messageText);
  const cell = name === undefined ? undefined : failedCellOf(name);
  return cell && `${cell} would have declared ${name}, but failed before that: correct it, and run it again.`;
}

const unknownMember = /^Property '([\w$]+)' does not exist on type '(.+?)'\./;

/**
 * A hint on a member that exists only after an `await`; on a value of unknown type; on a member that Node has and the
 * compiler does not know.
 */
function hintOnMember(messageText: string): string | undefined {
  const [, member, type] = unknownMember.exec(messageText) ?? [];
  if (member === undefined || type === undefined) return undefined;
  if (type.startsWith("Promise<") && !(member in Promise.prototype))
    return `That is a promise, not its value: put await before it, as in (await …).${member}.`;
  if (type === "unknown")
    return "Its type is not known: declare its variable with a type, `: any` if need be.";
  const owner = builtInOf(type);
  if (!owner || !(member in owner)) return undefined;
  return `This Node.js has ${member}, but the compiler does not know it: write (… as any).${member}.`;
}

/** The object that has the members of a built-in type at run time. */
function builtInOf(type: string): object | undefined {
  if (/\[\]$|^\[/.test(type)) return Array.prototype;
  if (/^(string$|")/.test(type)) return String.prototype;
  const [, name, isConstructor] = /^([A-Z]\w*?)(Constructor)?(?:<|$)/.exec(type) ?? [];
  const made = (globalThis as { readonly [name: string]: unknown })[name ?? ""];
  if (typeof made !== "function") return undefined;
  return isConstructor ? made : (made.prototype as object | undefined);
}

/** Types of netcell that the compiler names, and what to write for them. */
const expectedTypes: { readonly [type: string]: string } = {
  CallOptions: "Options stand in braces, such as { timeout: 500 }.",
  Drawable:
    "Give a packet, its bytes, packets in a row, a capture, a TCP stream, or a handle with a transcript.",
  ListenOptions: "Give a handler, or options in braces such as { port: 8080 }, or both in this order.",
  "string | Uint8Array": "Only text and bytes can be sent: String(…) makes text of anything.",
  Target: "Give a server, a port, or { host, port }.",
};

/** A hint on an argument of another type than one of these. */
function hintOnType(message: string): string | undefined {
  const [, type] = /(?:to parameter of|in common with) type '(.+)'\.$/.exec(message) ?? [];
  return type !== undefined && Object.hasOwn(expectedTypes, type) ? expectedTypes[type] : undefined;
}
