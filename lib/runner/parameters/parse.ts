/** `--param name=value`: the value as TypeScript would write it. */

export interface Parameter {
  readonly name: string;
  /** A TypeScript literal. */
  readonly value: string;
}

/** Reads `name=value`; undefined when it is not of that form. */
export function parseParameter(text: string): Parameter | undefined {
  const [, name, value] = /^([A-Za-z_$][\w$]*)=([\s\S]*)$/.exec(text) ?? [];
  return name === undefined ? undefined : { name, value: literal(value!) };
}

const number = /^-?(?:0x[\da-f]+|0b[01]+|0o[0-7]+|(?:0|[1-9]\d*(?:_\d+)*)(?:\.\d+)?(?:e[+-]?\d+)?|\d+n)$/i;

/** JSON stays JSON, numbers may be written as in TypeScript, and everything else is a text. */
function literal(text: string): string {
  if (number.test(text) || text === "undefined") return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return JSON.stringify(text);
  }
}
