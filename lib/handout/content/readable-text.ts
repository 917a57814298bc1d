/** All text that a person can read in an output or in a finished file, in a reader or in an editor. */
import type { Output } from "../../runner";
import { textOfMarkup, unescapeText } from "./text";

export function textsOfOutput(output: Output): string[] {
  switch (output.output_type) {
    case "stream":
      return [output.text];
    case "error":
      return [output.ename, output.evalue, output.traceback.join("\n")];
    default:
      return [...textsIn(output.data), ...textsIn(output.metadata)];
  }
}

/** All texts in a value, names included; markup also as its reader sees it. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return /<\w/.test(value) ? [value, ...textsOfMarkup(value)] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)]);
}

/** The words between the tags, and the values of attributes; drawings inside `data:` URLs are opened. */
export function textsOfMarkup(markup: string): string[] {
  const speaking = markup.replace(/<style\b.*?(?:<\/style>|$(?![\s\S]))/gs, "");
  const attributes = [...speaking.matchAll(/\s[\w:-]+\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, double, single]) => unescapeText(double ?? single!),
  );
  const drawings = attributes.flatMap((value) => {
    const [, data] = /^data:image\/svg\+xml;base64,(.*)$/s.exec(value) ?? [];
    return data === undefined ? [] : textsOfMarkup(Buffer.from(data, "base64").toString());
  });
  return [textOfMarkup(speaking), ...attributes.filter((value) => !value.startsWith("data:")), ...drawings];
}
