/** Hints: what to write instead of code that TypeScript or Node refuses, mostly because it stands in a cell. */
import { failedCellOf } from "../source/failed-declarations";
import type { Diagnostic } from "../tslab/modules";

/** A hint on the diagnostic, which is about `line`; `reasons` are the further messages of the compiler. */
export function hintOnDiagnostic(
  { code, messageText }: Diagnostic,
  reasons: readonly string[],
  line: string,
): string | undefined {
  if (/\busing\s+[\w$]+\s*[=:]/.test(line) && /'using'|keyword|expected/.test(messageText))
    return "Cells are TypeScript 5.0, which has no `using`: write try { … } finally { … } and close it there.";
  // Exported twice: by the cell, and by tslab for the cells that follow.
  if (code === 2323 || code === 2484)
    return "Leave out `export`: later cells see everything that a cell declares at its top level.";
  if (code === 4023)
    return "Later cells must know this variable's type, and it has no name: declare one, `: any` if need be.";
  return (
    hintOnName(messageText) ??
    hintOnMember(messageText) ??
    [messageText, ...reasons].map(hintOnType).find((hint) => hint !== undefined)
  );
}

/** A hint on an error of Node that only cells meet. */
export function hintOnError(ename: string, evalue: string): string | undefined {
  if (ename === "SyntaxError" && evalue.includes("'import.meta'"))
    return "A cell is not an ES module: process.cwd() is the notebook's folder, require.resolve() finds a file.";
  if (ename === "ReferenceError" && /^__(dir|file)name is not defined/.test(evalue))
    return "A cell does not lie in a file: process.cwd() is the notebook's folder.";
  return undefined;
}

/** A hint on a name that a failed cell would have declared. */
function hintOnName(messageText: string): string | undefined {
  const [, name] = /^Cannot find name '([^']+)'\./.exec(messageText) ?? [];
  const cell = name === undefined ? undefined : failedCellOf(name);
  return cell && `${cell} would have declared ${name}, but failed before that: correct it, and run it again.`;
}

const unknownMember = /^Property '([\w$]+)' does not exist on type '(.+?)'\./;

/**
 * A hint on a member that exists only after an `await`; on a value of unknown type; on a member that Node has and the
 * ES2022 library of the cells' TypeScript lacks: `toSorted`, `Promise.withResolvers`.
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
  return `This Node.js has ${member}, but cells are checked against ES2022: write (… as any).${member}.`;
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
