/** Names that come over the wire: data, made fit to print, and each given once. */
import { inspect } from "node:util";
import { invalid } from "../../errors";
import { visible } from "../../view";

const longest = 32;

/** The name as it may be shown, and with a number where it is taken. */
export function memberName(text: string, taken: { has(name: string): boolean }): string {
  if (typeof text !== "string")
    throw invalid(
      `${inspect(text, { depth: 0 })} is not a name`,
      "Give the text that the peer sent as its name.",
    );
  const name = printableName(text) || "anonymous";
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** Cut before anything else is done with it: it may be as long as a message. */
function printableName(text: string): string {
  const characters = [...text.trim().slice(0, 2 * longest)].slice(0, longest);
  // One text for what looks the same: é is a character of its own, or an e with an accent.
  return visible(characters.join("").normalize("NFC")).trim();
}
