/** What to do instead, for what TypeScript or Node refuses only because it stands in a cell. */

import { cellBefore } from "../source/failed-declarations";
import type { Diagnostic } from "../tslab/modules";
import { hintOnType } from "./type-hints";

/** A sentence for whoever wrote `line`, which the diagnostic is about; `reasons` are what the compiler says behind it. */
export function hintOnDiagnostic(
  { code, messageText }: Diagnostic,
  reasons: readonly string[],
  line: string,
): string | undefined {
  if (/\busing\s+[\w$]+\s*[=:]/.test(line) && /'using'|keyword|expected/.test(messageText))
    return "Cells are TypeScript 5.0, which has no `using`: write try { … } finally { … } and close it there.";
  // Exported twice: by the cell, and by tslab for the cells that follow.
  if (code === 2323 || code === 2484)
    return "Leave out `export`: later cells see all that a cell declares at its top level.";
  if (code === 4023)
    return "Later cells must know this variable's type, and it has no name: declare one, `: any` if need be.";
  return (
    hintOnName(messageText) ??
    hintOnMember(messageText) ??
    [messageText, ...reasons].map(hintOnType).find((hint) => hint !== undefined)
  );
}

/** A sentence on an error of Node's that only cells meet. */
export function hintOnError(ename: string, evalue: string): string | undefined {
  if (ename === "SyntaxError" && evalue.includes("'import.meta'"))
    return "A cell is no ES module: process.cwd() is the notebook's folder, require.resolve() finds a file.";
  if (ename === "ReferenceError" && /^__(dir|file)name is not defined/.test(evalue))
    return "A cell lies in no file: process.cwd() is the notebook's folder.";
  return undefined;
}

/** Of a name that nobody has declared, though a cell says that it does. */
function hintOnName(messageText: string): string | undefined {
  const [, name] = /^Cannot find name '([^']+)'\./.exec(messageText) ?? [];
  const cell = name === undefined ? undefined : cellBefore(name);
  return cell && `${cell} would have made ${name}, and failed before that: mend it, and run it again.`;
}

const unknownMember = /^Property '([\w$]+)' does not exist on type '(.+?)'\./;

/**
 * What is there only after an `await`; what has no type to say what is there; what Node has and the ES2022 library of
 * the cells' TypeScript has not: `toSorted`, `Promise.withResolvers`.
 */
function hintOnMember(messageText: string): string | undefined {
  const [, member, type] = unknownMember.exec(messageText) ?? [];
  if (member === undefined || type === undefined) return undefined;
  if (type.startsWith("Promise<") && !(member in Promise.prototype))
    return `That is a promise, and not its value yet: put await before it, as in (await …).${member}.`;
  if (type === "unknown")
    return "Nobody says what it is: declare its variable with a type, `: any` if need be.";
  const owner = builtInOf(type);
  if (!owner || !(member in owner)) return undefined;
  return `This Node.js has ${member}, but cells are checked against ES2022: write (… as any).${member}.`;
}

/** What the values of a built-in type have at run time. */
function builtInOf(type: string): object | undefined {
  if (/\[\]$|^\[/.test(type)) return Array.prototype;
  if (/^(string$|")/.test(type)) return String.prototype;
  const [, name, isConstructor] = /^([A-Z]\w*?)(Constructor)?(?:<|$)/.exec(type) ?? [];
  const made = (globalThis as { readonly [name: string]: unknown })[name ?? ""];
  if (typeof made !== "function") return undefined;
  return isConstructor ? made : (made.prototype as object | undefined);
}
