/** Lines for captured packets: text, or JSON. */
import type { CapturedPacket, Verdict } from "../../packets";
import { visible, visibleJson } from "../../view";

/** Makes the line of a packet. */
export type Line = (captured: CapturedPacket) => string;

/** Number, time of day and summary, as tcpdump has them; behind them what is wrong, each marked with "!". */
export function textLine(summary: (packet: CapturedPacket["packet"]) => string): Line {
  let digits = 6;
  return (captured) => {
    const { no, nanoseconds, packet } = captured;
    // Once a time has nanoseconds, all later times have nine digits.
    if (nanoseconds !== undefined && nanoseconds % 1000n !== 0n) digits = 9;
    const time = nanoseconds === undefined ? "-" : timeOfDay(nanoseconds, digits);
    const wrong = packet.verdicts.filter((verdict) => isWrong(verdict) && !packet.layers[verdict.at]?.stop);
    const notes = wrong.map(({ text }) => ` ! ${visible(text)}`).join("");
    return `${String(no).padStart(5)}  ${time} ${summary(packet)}${notes}`;
  };
}

const isWrong = ({ level }: Verdict) => level === "error" || level === "warn";

/** A note of {@link jsonLine} on a packet. */
interface Note extends Omit<Verdict, "at" | "layer" | "about"> {
  readonly about: Verdict["about"] | "comment";
  readonly layer?: string;
}

/** `{"no","time","length","layers","notes"}`: everything about the packet, except verdicts that it is right. */
export const jsonLine: Line = ({ no, nanoseconds, length, packet, comments }) => {
  const found = packet.verdicts.filter(({ level }) => level !== "ok").map(({ at: _, ...note }): Note => note);
  const commented = comments.map((text): Note => ({ level: "note", about: "comment", text }));
  const time = nanoseconds === undefined ? null : isoTime(nanoseconds);
  return visibleJson(JSON.stringify({ no, time, length, layers: packet, notes: [...found, ...commented] }));
};

const billion = 1_000_000_000n;

function timeOfDay(nanoseconds: bigint, digits: number): string {
  const [date, fraction] = split(nanoseconds);
  const two = (number: number) => String(number).padStart(2, "0");
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${clock}.${fraction.slice(0, digits)}`;
}

/** In UTC, to the microsecond or nanosecond; the plain number of seconds if the date is out of range. */
function isoTime(nanoseconds: bigint): string {
  const [date, fraction] = split(nanoseconds);
  if (Number.isNaN(date.getTime())) return `${nanoseconds / billion}.${fraction}`;
  return `${date.toISOString().slice(0, -5)}.${fraction.replace(/000$/, "")}Z`;
}

/** The whole second, and nine digits behind it; before 1970, too, the fraction counts forwards. */
function split(nanoseconds: bigint): [second: Date, fraction: string] {
  const fraction = ((nanoseconds % billion) + billion) % billion;
  return [new Date(Number((nanoseconds - fraction) / billion) * 1000), String(fraction).padStart(9, "0")];
}
