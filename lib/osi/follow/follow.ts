/** osi.follow(): what both ends said, in two colours and with two marks, as text, bytes or messages. */

import { checkedOptions, invalid, type NetcellError } from "../../errors";
import {
  bytesText,
  counted,
  type Html,
  html,
  layerColours,
  onLayerColour,
  plural,
  scrolling,
  styles,
  type View,
  view,
} from "../../view";
import type { Drawable } from "../input/drawable";
import { type Block, blocksOf, type FollowAs } from "./blocks";
import { type Speech, speechesIn } from "./speech";

/** Options of follow(). */
export interface FollowOptions {
  /** `"text"` (default), `"hex"`, or `"messages"`: HTTP, TLS, DNS, each in a line, by the dissector. */
  readonly as?: FollowAs;
}

/** Conversations shown one by one; the others are only counted. */
const mostConversations = 3;

/**
 * The data that both ends sent, in turn: `>` marks the end that began, `<` the other. Bytes that are missing are
 * shown in their place. Line ends and all that does not show are written as escapes: `\r\n`, `\x1b`.
 *
 * @param given a TCP stream, packets (of TCP or UDP), a connection, a server, a UDP socket, a transcript
 * @param options `{ as: "hex" }` or `{ as: "messages" }` instead of text
 * @throws NetcellError `EINVAL` when it contains no conversation
 * @example
 * ```ts
 * import { osi, tcp } from "netcell";
 * const echo = await tcp.listen(async (c) => { for await (const bytes of c) await c.send(bytes) });
 * const me = await tcp.connect(echo);
 * await me.send("hello\n");
 * await me.recvUntil("\n");
 * osi.follow(me)
 * ```
 */
export function follow(given: Drawable, options: FollowOptions = {}): View {
  const as = formOf(options);
  const { speeches, unit } = speechesIn(given);
  if (speeches.length === 0) throw nothing();
  const all = speeches
    .slice(0, mostConversations)
    .map((speech) => ({ speech, as, blocks: blocksOf(speech, as, unit) }));
  const left = speeches.length - all.length;
  const more =
    left > 0 ? `${counted(left, "more conversation")}: follow one of tcpStreams(…) to see it.` : "";
  return view({
    text: () => [...all.map(text), ...(more ? [more] : [])].join("\n\n"),
    html: () => html`${all.map(page)}${more !== "" && html`<div style="${styles.quiet}">${more}</div>`}`,
  });
}

function formOf(options: FollowOptions): FollowAs {
  const { as = "text" } = checkedOptions(options, { as: true });
  if (["text", "hex", "messages"].includes(as)) return as;
  throw invalid(
    'osi.follow(): as is "text", "hex" or "messages"',
    'For example: osi.follow(stream, { as: "hex" }).',
  );
}

function nothing(): NetcellError {
  return invalid(
    "osi.follow(): nothing was sent in it, neither over TCP nor over UDP",
    "Give a TCP stream, packets of TCP or UDP, a connection, a server, a UDP socket or a transcript.",
  );
}

interface ConversationBlocks {
  readonly speech: Speech;
  readonly as: FollowAs;
  readonly blocks: readonly Block[];
}

const marks = [">", "<"] as const;

function title({ carrier, ends: [a, b], turns }: Speech): string {
  const sizes = [0, 1].map((side) =>
    turns
      .filter((turn) => turn.side === side)
      .flatMap(({ pieces }) => pieces)
      .reduce((sum, { bytes, missing }) => sum + bytes.length + missing, 0),
  );
  const count = `${turns.length} ${plural(turns.length, "turn")}`;
  return `${carrier}, ${count}: ${marks[0]} ${a.label} said ${bytesText(sizes[0]!)}, ${marks[1]} ${b.label} said ${bytesText(sizes[1]!)}`;
}

function text({ speech, blocks }: ConversationBlocks): string {
  const lines = blocks.flatMap(({ side, evidence, lines }) =>
    side === undefined ? lines : [`  [${evidence}]`, ...lines.map((line) => `${marks[side]} ${line}`)],
  );
  return [title(speech), ...(lines.length > 0 ? lines : ["nothing was said"])].join("\n");
}

/** Two colours that people who see fewer of them can tell apart, too. */
const colours = [layerColours[1], layerColours[4]] as const;

function page({ speech, blocks, as }: ConversationBlocks): Html {
  return html`<div style="${styles.table};max-width:72em"><div style="${styles.caption}">${title(speech)}</div>${scrolling("what both ends said", blocks.length > 0 ? blocks.map((block) => blockHtml(block, as === "hex" ? "pre" : "pre-wrap")) : html`<div>nothing was said</div>`)}</div>`;
}

/** Columns of bytes stay columns; text may break where the page ends. */
function blockHtml({ side, evidence, lines }: Block, space: "pre" | "pre-wrap"): Html {
  const body = lines.join("\n");
  if (side === undefined)
    return html`<div style="${styles.quiet};font-style:italic;margin:4px 0">${body}</div>`;
  const colour = colours[side];
  const mark = `background-color:${colour};color:${onLayerColour};border-radius:4px;padding:0 5px;font-weight:600;margin-right:6px`;
  return html`<div style="border-left:3px solid ${colour};padding-left:8px;margin:6px 0 6px ${side === 0 ? "0" : "2em"}"><div style="${styles.quiet};font-size:11px"><span style="${mark}">${marks[side]}</span>${evidence}</div><pre style="${styles.mono};white-space:${space};margin:2px 0;background-color:transparent;color:inherit">${body}</pre></div>`;
}
