/**
 * The module behind `require("netcell")`: the public face of index.ts, of which a cell loads only what it uses. Each part
 * is loaded with the first name that is read from it; index.ts, which has them all, is what types and ES modules see.
 */
import type * as face from "./index";
import { hasInspectListener, onInspect, printed } from "./view";

type Name = keyof typeof face;

const addresses = () => require("./addresses");
const capture = () => require("./capture");
const cell = () => require("./cell");
const packets = () => require("./packets/public");

/** Where the names are that do not belong to packets. Sockets have no common home: HTTP and TLS are large. */
const homes: Partial<Record<Name, () => object>> = {
  capture,
  check: () => require("./course"),
  child: () => require("./sockets/child/child"),
  closeAll: cell,
  families: () => require("./sockets/families/families"),
  framing: () => require("./sockets/framing/framing"),
  handles: cell,
  http: () => require("./sockets/http/http"),
  impair: () => require("./sockets/impair/impair"),
  interfaces: addresses,
  ip: addresses,
  mac: addresses,
  NetcellError: () => require("./errors"),
  os: () => require("./sockets/os"),
  osi: () => require("./osi"),
  prefixTable: addresses,
  reconstruct: capture,
  room: () => require("./course/room/room"),
  settle: cell,
  socketpair: () => require("./sockets/unix/pair"),
  specialRanges: addresses,
  subnet: addresses,
  tcp: () => require("./sockets/tcp/tcp"),
  ticker: () => require("./course/ticker/ticker"),
  tls: () => require("./sockets/tls/tls"),
  udp: () => require("./sockets/udp/udp"),
  unix: () => require("./sockets/unix/unix"),
  websocket: () => require("./sockets/websocket/websocket"),
};

// A pure value joins no kernel. The first one that a kernel prints does: its picture is shown then.
if (!hasInspectListener())
  onInspect((value, text) => {
    onInspect(() => {});
    cell();
    printed(value, text);
  });

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
