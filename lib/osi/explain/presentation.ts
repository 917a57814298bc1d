/** Layer 6: how what was said is written down. */

import { bytesText, plural } from "../../view";
import { type Conversation, type Exchange, type Row, saysSomething } from "../input/exchange";
import { type Account, direction, eachConversation, type Finding } from "./account";
import { readTurn } from "./reading";

export function presentation({ conversations, wrapping, source }: Exchange): Account {
  const spoken = conversations.filter((conversation) => conversation.turns.length > 0);
  return {
    seen: [...eachConversation(spoken, encodings), workDone(spoken, wrapping, source)],
    unknown: ["Which encoding the programs had in mind: bytes do not say it themselves."],
  };
}

/** The bytes of each direction, read as UTF-8. */
function encodings({ rows, ends: [a, b] }: Conversation): Finding[] {
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]) => {
    const sent = rows.filter((row) => saysSomething(row) && row.from === from);
    return sent.length > 0 ? [{ says: `${direction(from!, to!)}: ${encoding(sent)}.`, rows: sent }] : [];
  });
}

function encoding(rows: readonly Row[]): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let bytes = 0;
  let whole = true;
  try {
    for (const row of rows) {
      text += decoder.decode(row.bytes ?? new Uint8Array(0), { stream: true });
      bytes += row.bytes?.length ?? 0;
      whole = (row.bytes?.length ?? 0) === row.length;
      // After bytes that were not kept, a row may begin in the middle of a character.
      if (!whole) break;
    }
    if (whole) text += decoder.decode();
  } catch {
    return "not UTF-8 text";
  }
  const scope = whole ? "all of it" : `the first ${bytesText(bytes)}, which were kept,`;
  return `${scope} ${written(text, bytes)}; ${printableShare(text)} printable`;
}

function written(text: string, bytes: number): string {
  // Only ASCII takes one byte for each character.
  if (text.length === bytes) return "ASCII, which reads the same as UTF-8";
  const characters = lengthInCharacters(text);
  return `valid UTF-8, ${bytesText(bytes)} for ${characters} ${plural(characters, "character")}`;
}

/** Line ends and tabs count: they are part of printing. */
function printableShare(text: string): string {
  const hidden = text.match(/(?![\t\r\n])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu)?.length ?? 0;
  if (hidden === 0) return "100 %";
  const all = lengthInCharacters(text);
  return `${Math.floor(((all - hidden) / all) * 100)} %`;
}

/** Code points: UTF-16 writes those beyond U+FFFF as two units, the first of them from this range. */
function lengthInCharacters(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);
}

function workDone(
  conversations: readonly Conversation[],
  wrapping: Exchange["wrapping"],
  source: Exchange["source"],
): Finding {
  if (wrapping === "TLS")
    return {
      says: "TLS did this layer's work: on the wire all of this was encrypted; the rows hold it as the programs see it.",
    };
  const readings = conversations
    .flatMap(({ turns }) => turns)
    .slice(0, 100)
    .map((turn) => ({ turn, ...readTurn(turn) }));
  const tls = readings.find((reading) => reading.kind === "tls");
  if (tls)
    return {
      says: "TLS did this layer's work: from its handshake on, what is said is encrypted.",
      rows: tls.turn.rows,
    };
  const headers = readings.filter((reading) => reading.encodings.length > 0);
  const [first] = headers;
  if (first)
    return {
      says: `HTTP's headers did this layer's work: ${first.encodings.join("; ")}.`,
      rows: headers.flatMap(({ turn }) => turn.rows.slice(0, 1)),
    };
  const none =
    source === "packets"
      ? "no header of its own is between the transport's and the data"
      : "a socket neither encodes, nor compresses, nor encrypts";
  return { says: `Nothing separate did this layer's work: ${none}.` };
}
