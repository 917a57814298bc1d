/** scapy's notation: `<IP frag=0 proto=TCP |<TCP |<Raw load='GET / HTTP/1.0\r\n\r\n' |>>>`. */
import type { Recipe } from "../build/build";
import { stopAt } from "../dissect/dissect";
import { brokenAt, type Frame, idAt } from "../frame";
import { definitions, overloaded, overloads } from "../model/definition";
import { layoutOf } from "../model/layout";
import { stopText } from "./verdict";

/** One layer to print: its name and the fields that are to be seen. */
export interface Noted {
  readonly name: string;
  readonly fields: readonly (readonly [name: string, text: string])[];
  /** Why it breaks off here. */
  readonly cut?: string;
}

/** The layers, one inside the other. */
export function notation(layers: readonly Noted[]): string {
  const opened = layers.map(({ name, fields, cut }) => {
    const words = [name, ...fields.map(([field, text]) => `${field}=${text}`), ...(cut ? [`[${cut}]`] : [])];
    return `<${words.join(" ")} |`;
  });
  return opened.join("") + ">".repeat(layers.length);
}

/** Of a layer that was written: what was set, and what the layer inside it adds. */
export function writtenLayer({ definition, set }: Recipe, upper: Recipe | undefined): Noted {
  const over = upper && overloads(definition, upper.definition);
  const fields = definition.slots.flatMap(({ name, field }): [string, string][] => {
    const value = set[name] ?? overloaded(over, name);
    return value === undefined ? [] : [[name, field.text(value)]];
  });
  return { name: definition.name, fields };
}

/** Of a layer that was read: every field there is; of lists only those that hold something. */
export function readLayer(frame: Frame, i: number): Noted {
  const fields = layoutOf(frame, i).fields.flatMap(
    ({ slot: { name, field }, bits, value }): [string, string][] =>
      bits === 0 ? [] : [[name, field.text(value)]],
  );
  return {
    name: definitions[idAt(frame, i)]!.name,
    fields,
    ...(brokenAt(frame, i) && { cut: stopText(stopAt(frame.bytes, frame.rows, i)) }),
  };
}
