/** Time in capture files: from 64-bit ticks of any length to seconds and nanoseconds, and back from what people write. */
import { PacketError } from "../error";

const billion = 1_000_000_000;

/** The clock of an interface in a pcapng file (if_tsresol, if_tsoffset). */
export class Clock {
  /** The result of the last `set`. */
  seconds = 0;
  nanos = 0;
  readonly #perSecond: bigint;
  /** The same as a number, where one tick is a whole number of nanoseconds; else 0. */
  readonly #exact: number;
  readonly #offset: number;

  /** `resolution`: n for 10^-n seconds a tick, or with the highest of 8 bits set for 2^-n; `offset` in seconds. */
  constructor(resolution = 6, offset = 0) {
    const n = BigInt(resolution & 0x7f);
    this.#perSecond = resolution & 0x80 ? 2n ** n : 10n ** n;
    this.#exact = resolution <= 9 ? 10 ** resolution : 0;
    this.#offset = offset;
  }

  /** Reads the time given in two halves. */
  set(high: number, low: number): void {
    if (this.#exact === 0) {
      const ticks = (BigInt(high) << 32n) | BigInt(low);
      this.seconds = Number(ticks / this.#perSecond) + this.#offset;
      this.nanos = Number(((ticks % this.#perSecond) * BigInt(billion)) / this.#perSecond);
      return;
    }
    // Long division, 16 bits at a time: 64 bits do not fit into a number, and big integers take ten times as long.
    const per = this.#exact;
    const middle = (high % per) * 65536 + (low >>> 16);
    const last = (middle % per) * 65536 + (low & 0xffff);
    const whole =
      (Math.floor(high / per) * 65536 + Math.floor(middle / per)) * 65536 + Math.floor(last / per);
    this.seconds = whole + this.#offset;
    this.nanos = (last % per) * (billion / per);
  }
}

/** Seconds as one number: exact for microseconds until the year 2255. */
export function inSeconds(seconds: number, nanos: number): number {
  return nanos % 1000 === 0 ? (seconds * 1e6 + nanos / 1000) / 1e6 : seconds + nanos / 1e9;
}

/** Seconds (a number, read as it is printed) or nanoseconds (a bigint) as nanoseconds. */
export function inNanoseconds(time: number | bigint): bigint {
  if (typeof time === "bigint") return time;
  if (typeof time !== "number" || !(Math.abs(time) < 1e15)) {
    throw new PacketError(
      `${typeof time === "number" ? time : `A ${typeof time}`} is not a time`,
      "Give seconds since 1970 as a number (Date.now() / 1000), or nanoseconds as a bigint.",
    );
  }
  const text = Math.abs(time) < 1e-6 ? time.toFixed(9) : String(time);
  const [whole, fraction = ""] = text.split(".") as [string, string?];
  const nanos = BigInt(`${fraction}000000000`.slice(0, 9));
  return BigInt(whole) * BigInt(billion) + (text.startsWith("-") ? -nanos : nanos);
}
