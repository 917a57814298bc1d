/** What a cell shows, as lines that can be compared and read. */
import { createHash } from "node:crypto";
import type { Output } from "../nbformat/notebook";
import { isJson } from "../nbformat/validate";
import type { Sanitize } from "./sanitizers";

/** A longer line is shown in pieces. */
const maxLength = 160;

export function shownLines(outputs: readonly Output[], sanitize: Sanitize): string[] {
  return outputs.flatMap((output) => partsOf(output, sanitize));
}

function partsOf(output: Output, sanitize: Sanitize): string[] {
  switch (output.output_type) {
    case "stream":
      return part(output.name, sanitize(output.text));
    // The traceback tells of the kernel's version and of the machine, too.
    case "error":
      return part("error", sanitize(`${output.ename}: ${output.evalue}`));
    default:
      return Object.keys(output.data)
        .sort()
        .flatMap((mime) => part(mime, textOf(mime, output.data[mime], sanitize)));
  }
}

function part(title: string, text: string): string[] {
  return [`[${title}]`, ...text.replace(/\n$/, "").split("\n").flatMap(pieces)];
}

function textOf(mime: string, value: unknown, sanitize: Sanitize): string {
  if (isJson(mime)) return sanitize(JSON.stringify(value, null, 1));
  const text = String(value);
  if (/^(?:image\/svg\+xml|text\/html)$/.test(mime)) return sanitize(text).replaceAll("><", ">\n<");
  if (mime.startsWith("text/") || mime === "application/javascript") return sanitize(text);
  const hash = createHash("sha256").update(text).digest("hex");
  return `${text.length.toLocaleString("en")} characters, sha256 ${hash}`;
}

function pieces(line: string): string[] {
  if (line.length <= maxLength) return [line];
  return line.match(new RegExp(`.{1,${maxLength}}`, "gsu"))!;
}
