/** Header fields of a request or an answer, checked. */
import { validateHeaderName, validateHeaderValue } from "node:http";
import { inspect } from "node:util";
import { invalid } from "../../errors";

/** The fields with their names in lower case. @throws NetcellError for what would be read as something else */
export function checkedFields<V extends string | readonly string[]>(fields: {
  readonly [name: string]: V;
}): { [name: string]: V } {
  if (typeof fields !== "object" || fields === null)
    throw invalid(
      `headers is ${inspect(fields, { depth: 0 })}`,
      'Write them in braces: { "accept": "text/plain" }.',
    );
  const entries = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), checked(name, value)]);
  return Object.fromEntries(entries);
}

function checked<V extends string | readonly string[]>(name: string, value: V): V {
  try {
    validateHeaderName(name);
  } catch {
    throw invalid(
      `${inspect(name)} is not the name of a header field`,
      "Names are letters, digits and hyphens (a token, RFC 9110, section 5.6.2).",
    );
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const each of values) checkValue(name, each);
  return (Array.isArray(value) ? value.map(String) : String(value)) as V;
}

function checkValue(name: string, value: unknown): void {
  const isOne = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!isOne)
    throw invalid(
      `the header field ${name} is ${inspect(value, { depth: 0 })}`,
      "Give text, or leave the field out; JSON.stringify() makes text of an object.",
    );
  try {
    validateHeaderValue(name, String(value));
  } catch {
    throw invalid(
      `the header field ${name} cannot be ${inspect(value)}`,
      "Header fields hold visible ASCII (RFC 9110, section 5.5): encodeURIComponent() makes that of any text.",
    );
  }
}
