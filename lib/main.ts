/**
 * What `require("netcell")` runs: the public face of index.ts, of which a cell pays only for what it touches. Each part
 * is loaded with the first name that is read from it; index.ts, which has them all, is what types and ES modules see.
 */
import type * as face from "./index";

type Name = keyof typeof face;

const capture = () => require("./capture") as typeof import("./capture");
const addresses = () => require("./addresses") as typeof import("./addresses");
const cell = () => require("./cell") as typeof import("./cell");
const course = () => require("./course") as typeof import("./course");
const osi = () => require("./osi") as typeof import("./osi");
const packets = () => require("./packets") as typeof import("./packets");
const http = () => require("./sockets/http/http") as typeof import("./sockets/http/http");
const sockets = () => require("./sockets") as typeof import("./sockets");
const tcp = () => require("./sockets/tcp") as typeof import("./sockets/tcp");
const tls = () => require("./sockets/tls/tls") as typeof import("./sockets/tls/tls");
const websocket = () =>
  require("./sockets/websocket/websocket") as typeof import("./sockets/websocket/websocket");

/** Where the names are that do not belong to packets. */
const homes: Partial<Record<Name, () => object>> = {
  capture,
  interfaces: addresses,
  ip: addresses,
  mac: addresses,
  prefixTable: addresses,
  specialRanges: addresses,
  subnet: addresses,
  closeAll: cell,
  handles: cell,
  NetcellError: cell,
  settle: cell,
  check: course,
  child: sockets,
  families: sockets,
  framing: sockets,
  impair: sockets,
  http,
  os: sockets,
  osi,
  reconstruct: capture,
  socketpair: sockets,
  room: sockets,
  tcp,
  udp: sockets,
  ticker: sockets,
  tls,
  unix: sockets,
  websocket,
};

const all = () => require("./index") as typeof face;

module.exports = new Proxy({} as typeof face, {
  get(_, name) {
    // `await import("netcell")` asks whether it is a promise.
    if (typeof name === "symbol" || name === "then") return undefined;
    if (name === "__esModule") return true;
    return Reflect.get((Object.hasOwn(homes, name) ? homes[name as Name]! : packets)(), name);
  },
  has: (_, name) => Reflect.has(all(), name),
  ownKeys: () => Reflect.ownKeys(all()),
  // A proxy of {} may not call a property of its own fixed.
  getOwnPropertyDescriptor: (_, name) => {
    const own = Reflect.getOwnPropertyDescriptor(all(), name);
    return own && { ...own, configurable: true };
  },
});
