/** The state of TCP, derived from what one end did and saw. Pure. */
import type { HandleState } from "../../cell";
import type { TcpState } from "../stack/tcp-state";

/** Which directions have ended, in the order in which they did: `here` is this end's FIN, `there` the peer's. */
export type Ended = ReadonlyArray<"here" | "there">;

/** `broken`: reset, by either end, or given up. */
export function tcpStateOf(state: HandleState, ended: Ended, broken: boolean): TcpState {
  if (state === "opening") return "SYN-SENT";
  if (broken || state === "failed") return "CLOSED";
  const isOver = state === "closed";
  const [first, second] = ended;
  if (first === "here") return second === undefined ? "FIN-WAIT" : "TIME-WAIT";
  if (isOver) return "CLOSED";
  if (first === undefined) return "ESTABLISHED";
  return second === undefined ? "CLOSE-WAIT" : "LAST-ACK";
}
