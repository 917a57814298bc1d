/** The blocks of a conversation: lines that one end sent, bounded. */
import { bytesText, counted, hexText, printable, wrap } from "../../view";
import { numbersText } from "../drawing/evidence";
import { messageLines } from "./messages";
import type { Piece, Speech, SpeechTurn } from "./speech";

/** The form in which the bytes are shown. */
export type FollowAs = "text" | "hex" | "messages";

/** Lines that one end said in one go; or a remark of neither end. */
export interface Block {
  readonly side: 0 | 1 | undefined;
  /** The packets or rows, and which bytes. */
  readonly evidence: string;
  readonly lines: readonly string[];
}

/** Lines of all blocks together. */
const mostLines = 300;
/** Bytes of one block that are looked at. */
const mostBytes = 64 * 1024;
const lineWidth = 92;

/** The blocks of a conversation, as far as there is room. */
export function blocksOf({ turns, carrier, ends }: Speech, as: FollowAs, unit: "packet" | "row"): Block[] {
  const blocks: Block[] = [];
  let lines = 0;
  for (const [i, turn] of turns.entries()) {
    for (const run of runsOf(turn, carrier === "UDP")) {
      const room = mostLines - lines;
      if (room <= 0) return [...blocks, restOf(turns.slice(i))];
      const ports = [ends[turn.side]!.port, ends[1 - turn.side]!.port] as const;
      const block = blockOf(run, turn.side, { as, unit, ports, carrier, room });
      blocks.push(...block);
      lines += block.reduce((sum, each) => sum + each.lines.length + 1, 0);
    }
  }
  return blocks;
}

function restOf(turns: readonly SpeechTurn[]): Block {
  const bytes = turns
    .flatMap(({ pieces }) => pieces)
    .reduce((sum, it) => sum + it.bytes.length + it.missing, 0);
  const words = `… and so on: ${counted(turns.length, "turn")} not shown to the end, ${bytesText(bytes)} …`;
  return { side: undefined, evidence: "", lines: [words] };
}

/** Pieces that follow each other without a gap; of datagrams each is by itself. */
function runsOf({ pieces }: SpeechTurn, apart: boolean): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (apart || !last || last.at(-1)!.missing > 0) runs.push([piece]);
    else last.push(piece);
  }
  return runs;
}

interface Showing {
  readonly as: FollowAs;
  readonly unit: "packet" | "row";
  readonly ports: readonly [number | undefined, number | undefined];
  readonly carrier: string;
  readonly room: number;
}

function blockOf(run: readonly Piece[], side: 0 | 1, { as, unit, ports, carrier, room }: Showing): Block[] {
  const bytes = Buffer.concat(run.map((piece) => piece.bytes));
  const head = bytes.subarray(0, mostBytes);
  const from = carrier === "UDP" ? 0 : run[0]!.from;
  const { missing, why } = run.at(-1)!;
  const show = { text: textLines, hex: hexadecimalLines, messages: messageLines }[as];
  const all = bytes.length === 0 && missing > 0 ? [] : show(head, { from, ports, carrier });
  const lines = all.slice(0, room);
  const cut = all.length > lines.length || head.length < bytes.length;
  const numbers = run.flatMap(({ number }) => number ?? []);
  const range = carrier === "UDP" ? bytesText(bytes.length) : `bytes\u00a0${from + 1}–${from + bytes.length}`;
  const place = `${numbersText(numbers, unit)}, ${range}`;
  const gap = `… ${bytesText(missing)} missing here: ${why} …`;
  return [
    ...(bytes.length > 0 || missing === 0
      ? [
          {
            side,
            evidence: place,
            lines: cut ? [...lines, `… not all of its ${bytesText(bytes.length)} …`] : lines,
          },
        ]
      : []),
    ...(missing > 0 ? [{ side: undefined, evidence: "", lines: [gap] }] : []),
  ];
}

/** Bytes of one line that are shown. */
const mostOfLine = 320;

function hexadecimalLines(bytes: Uint8Array, { from }: { readonly from: number }): string[] {
  return hexText(bytes, { first: from, digits: 8, most: mostLines + 1 });
}

/** The lines as they were sent, line ends and all that does not show as escapes. */
function textLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length && lines.length <= mostLines; ) {
    const end = bytes.indexOf(10, at) + 1 || bytes.length;
    lines.push(...wrap(printable(bytes.subarray(at, end), mostOfLine), lineWidth));
    at = end;
  }
  return lines;
}
