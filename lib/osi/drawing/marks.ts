/** Marks for verdicts and for where a value comes from: a sign and a word, so that neither colour nor shape is alone. */

import type { Origin, Verdict } from "../../packets";
import { type Html, html, type Mark } from "../../view";
import type { Provenance } from "../input/packets";

/** The severity of a verdict. */
export const verdictMarks: { readonly [level in Verdict["level"]]: Mark } = {
  ok: { sign: "✓", word: "right" },
  note: { sign: "i", word: "note" },
  warn: { sign: "!", word: "doubtful" },
  error: { sign: "✗", word: "wrong" },
};

/** Who set a field. */
export const originMarks: { readonly [origin in Origin]: Mark } = {
  given: { sign: "=", word: "you set it" },
  derived: { sign: "↑", word: "follows from what is inside" },
  computed: { sign: "∑", word: "computed" },
  default: { sign: "○", word: "default" },
  wire: { sign: " ", word: "from the wire" },
};

/** Where a packet comes from, to be read after its number. */
export const provenanceWords: { readonly [provenance in Provenance]: string } = {
  built: "built here, never on a wire",
  read: "read from bytes",
  captured: "captured",
  reconstructed: "reconstructed from what a socket saw, never captured",
  simulated: "simulated",
};

/** A verdict as a line of text. */
export function verdictText({ level, text }: Verdict): string {
  return `${verdictMarks[level].sign} ${verdictMarks[level].word}: ${text}`;
}

const behind: { readonly [level in Verdict["level"]]: string } = {
  ok: "",
  note: "",
  warn: "background-color:#b0700033;padding:0 3px;border-radius:3px",
  error: "background-color:#d0203038;padding:0 3px;border-radius:3px",
};

/** A verdict in a page. */
export function verdictHtml({ level, text }: Verdict): Html {
  const { sign, word } = verdictMarks[level];
  return html`<span style="${behind[level]}"><b>${sign} ${word}:</b> ${text}</span>`;
}
