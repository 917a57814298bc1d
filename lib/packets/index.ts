/** The front door of lib/packets: the public names, and those that other rooms need beside them. */

export { getBits, u16 } from "./bits";
export type { CoveredPiece } from "./describe/covered";
export { pathTo } from "./describe/tree";
export { isGuess } from "./describe/verdict";
export { brokenAt, endAt, type Frame, headerAt, idAt, PADDING, startAt } from "./frame";
export { definitions } from "./model/definition";
export type { ComputedRule, Fields } from "./model/field";
export { isFixed, type Slot } from "./model/slots";
export * from "./public";
