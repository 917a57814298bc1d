/** All samples, and tshark's names for their fields: one file a family of protocols, one line here. */
import * as core from "./core";
import type { Sample } from "./sample";

const families = [core];

export type { Sample };
export const samples: readonly Sample[] = families.flatMap((family) => family.samples);
/** Our names of fields, and tshark's for the same ones; several are separated by `|`. */
export const tsharkNames: Readonly<Record<string, string>> = Object.assign(
  {},
  ...families.map((family) => family.tshark),
);
