/** The front door of lib/course: check(), and the building blocks of what the course builds: rooms and tickers. */
export { check } from "./check";
export type { LeaveReason, Member, Room, RoomOptions } from "./room/api";
export { room } from "./room/room";
export type { Ticker, TickerOptions, TickHandler } from "./ticker/api";
export { ticker } from "./ticker/ticker";
