/** What was given where a protocol is wanted, past the type checker. */

import { PacketError } from "../error";
import { Definition } from "./definition";
import { typed } from "./field";

/** The definition of a protocol, or a refusal of what is none. */
export function definitionOf(protocol: unknown): Definition {
  const { definition } = Object(protocol) as { readonly definition?: unknown };
  if (definition instanceof Definition && typeof protocol === "function") return definition;
  const what = definition instanceof Definition ? `${definition.name}()` : typed(protocol);
  throw new PacketError(`${what} is no protocol`, hintFor(protocol, definition));
}

function hintFor(given: unknown, definition: unknown): string {
  if (typeof given === "string") return `Write ${given || "IP"} without quotes.`;
  if (definition instanceof Definition) return `It is a layer; write ${definition.name} without brackets.`;
  return "Give one by its name: IP, TCP, or what define.protocol() made.";
}
