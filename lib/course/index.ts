/** The front door of lib/course: check(), and the building blocks of what the course builds: rooms and tickers. */
export { check } from "./check";
export { type LeaveReason, type Member, type Room, type RoomOptions, room } from "./room/room";
export { type Ticker, type TickerOptions, type TickHandler, ticker } from "./ticker/ticker";
