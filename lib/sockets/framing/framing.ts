/** The codecs that most protocols need. */
import type { Framing } from "./api";
import { decoder } from "./decoder";
import { delimiter, lines } from "./delimiter";
import { json } from "./json";
import { fixed, lengthPrefixed } from "./known-length";

/** The codecs that most protocols need, and a decoder to try them with. */
export const framing: Framing = { lines, delimiter, fixed, lengthPrefixed, json, decoder };
