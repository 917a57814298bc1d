/**
 * A mistyped option is an error of every public function, never an option without effect. The table below has a call
 * of each; what the public types add and the table lacks fails the first test.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as netcell from "../../lib";
import { PacketCapture } from "../../lib/capture/live-capture";
import { captureSetup } from "../../lib/capture/options";
import { functionsWithOptions } from "./functions-with-options";

const { capture, child, closeAll, define, families, framing, http, impair, osi, packet, pcap } = netcell;
const { room, settle, socketpair, tcp, ticker, tls, udp, unix, websocket, IP, TCP, Raw } = netcell;

/** The mistyped option; `as never` silences the compiler, as cells that are not strict do. */
const slip = { nme: 1 } as never;

/** Live things of each kind, on which methods are called. */
const live = {} as {
  [kind in "tcp" | "unix" | "tls" | "child"]: netcell.Connection;
} & {
  server: netcell.Server;
  socket: netcell.UdpSocket;
  framed: netcell.FramedStream<string>;
  client: netcell.HttpClient;
  httpServer: netcell.HttpServer;
  web: netcell.WebSocketStream;
  relays: { tcp: netcell.TcpRelay; udp: netcell.UdpRelay };
};

beforeAll(async () => {
  live.server = await tcp.listen(() => {});
  live.tcp = await tcp.connect(live.server);
  const local = await unix.listen(() => {});
  live.unix = await unix.connect(local);
  const secure = await tls.listen(() => {});
  live.tls = await tls.connect(secure);
  live.child = await child("cat");
  live.socket = await udp.bind();
  live.framed = (await tcp.connect(live.server)).framed(framing.lines());
  live.httpServer = await http.serve({ "GET /": () => "hello", "GET /web": websocket.route(() => {}) });
  live.client = http.client(live.httpServer);
  live.web = await websocket.connect(`${live.httpServer.url}/web`);
  live.relays = {
    tcp: await impair.tcp(live.server, { latency: 1 }),
    udp: await impair.udp(live.socket, { delay: 1 }),
  };
});
afterAll(() => closeAll());

const get = packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n");
const streams = ["tcp", "unix", "tls", "child"] as const;
const interfaces = { tcp: ["Connection"], unix: ["Connection"], tls: ["TlsConnection"], child: ["Child"] };

/** A row: the names that the call covers, and the call. */
type Row = readonly [covers: readonly string[], call: () => unknown];

const rows: readonly Row[] = [
  [["capture"], () => capture(slip)],
  [["capture"], () => capture({ port: 80, intrface: "eth9" } as never)],
  [["child"], () => child("cat", [], slip)],
  [["families"], () => families(slip)],
  [["framing.lines", "Framing.lines"], () => framing.lines(slip)],
  [["framing.delimiter", "Framing.delimiter"], () => framing.delimiter(";", slip)],
  [["framing.lengthPrefixed", "Framing.lengthPrefixed"], () => framing.lengthPrefixed(slip)],
  [["http.client", "HttpApi.client"], () => http.client("http://127.0.0.1:9", slip)],
  [["http.serve", "HttpApi.serve"], () => http.serve({}, slip)],
  [["impair.tcp", "Impair.tcp"], () => impair.tcp(live.server, slip)],
  [["impair.udp", "Impair.udp"], () => impair.udp(live.socket, slip)],
  [["room"], () => room(slip)],
  [["settle"], () => settle(1, slip)],
  [["socketpair"], () => socketpair(slip)],
  [["tcp.connect", "TcpApi.connect"], () => tcp.connect(live.server, slip)],
  [["tcp.listen", "TcpApi.listen"], () => tcp.listen(slip)],
  [["tcp.listen", "TcpApi.listen"], () => tcp.listen(() => {}, slip)],
  [["ticker"], () => ticker(20, () => {}, slip)],
  [["tls.connect", "TlsApi.connect"], () => tls.connect(live.server, slip)],
  [["tls.listen", "TlsApi.listen"], () => tls.listen(slip)],
  [["udp.bind", "UdpApi.bind"], () => udp.bind(slip)],
  [["udp.bind", "UdpApi.bind"], () => udp.bind(() => {}, slip)],
  [["unix.connect", "UnixApi.connect"], () => unix.connect("/tmp/none", slip)],
  [["unix.listen", "UnixApi.listen"], () => unix.listen(slip)],
  [["websocket.connect", "WebSocketApi.connect"], () => websocket.connect("ws://127.0.0.1:9/", slip)],
  [["websocket.route", "WebSocketApi.route"], () => websocket.route(() => {}, slip)],

  [["osi.anatomy"], () => osi.anatomy(get, slip)],
  [["osi.bits", "Bits"], () => osi.bits("Hi", slip)],
  [["Bits.decode"], () => osi.bits.decode("+-+-", { code: "manchester", nme: 1 } as never)],
  [["osi.checksum"], () => osi.checksum(get, TCP, slip)],
  [["osi.code"], () => osi.code(get, slip)],
  [["osi.diff"], () => osi.diff(get, get, slip)],
  [["osi.encapsulation"], () => osi.encapsulation(get, slip)],
  [["osi.follow"], () => osi.follow(live.tcp, slip)],
  [["osi.header"], () => osi.header(TCP, slip)],
  [["osi.header"], () => osi.header(get, TCP, slip)],
  [["osi.hexdump"], () => osi.hexdump(get, slip)],
  [["osi.ladder"], () => osi.ladder(live.tcp, slip)],
  [["osi.repr"], () => osi.repr(get, slip)],
  [["osi.summary"], () => osi.summary(get, slip)],
  [["osi.tree"], () => osi.tree(get, slip)],

  [["pcap.bytes"], () => pcap.bytes([get], slip)],
  [["pcap.write"], () => pcap.write(join(tmpdir(), "never-written.pcap"), [get], slip)],
  [["define.bytes"], () => define.bytes(slip)],
  [["define.checksumOf"], () => define.checksumOf("header", slip)],
  [["define.fixed"], () => define.fixed(4, slip)],
  [["define.flags"], () => define.flags(["A"], slip)],
  [["define.ip4"], () => define.ip4(slip)],
  [["define.ip6"], () => define.ip6(slip)],
  [["define.lengthOf"], () => define.lengthOf("header", slip)],
  [["define.mac"], () => define.mac(slip)],
  [["define.paddedText"], () => define.paddedText(8, slip)],
  [["define.uint"], () => define.uint(8, slip)],
  [["define.zeroTerminated"], () => define.zeroTerminated(slip)],

  ...streams.flatMap((kind): Row[] => {
    const on = (method: string) => interfaces[kind].map((name) => `${name}.${method}`);
    return [
      [on("send"), () => live[kind].send("x", slip)],
      [on("recv"), () => live[kind].recv(slip)],
      [on("recv"), () => live[kind].recv(10, slip)],
      [on("recvExactly"), () => live[kind].recvExactly(1, slip)],
      [on("recvUntil"), () => live[kind].recvUntil("\n", slip)],
      [on("lines"), () => live[kind].lines(slip)],
      [on("framed"), () => live[kind].framed(framing.lines(), slip)],
      [on("shutdown"), () => live[kind].shutdown("write", slip)],
      [[...on("show"), "SocketHandle.show"], () => live[kind].show(slip)],
      [[...on("close"), "SocketHandle.close", "Handle.close"], () => live[kind].close(slip)],
    ];
  }),
  [["Server.accept"], async () => (await tcp.listen()).accept(slip)],
  [["Server.show"], () => live.server.show(slip)],
  [["Server.close"], () => live.server.close(slip)],
  [["UdpSocket.connect"], () => live.socket.connect(live.socket, slip)],
  [["UdpSocket.send"], () => live.socket.send("x", slip)],
  [["UdpSocket.sendTo"], () => live.socket.sendTo("x", live.socket, slip)],
  [["UdpSocket.recv"], () => live.socket.recv(slip)],
  [["UdpSocket.recvFrom"], () => live.socket.recvFrom(slip)],
  [["UdpSocket.show"], () => live.socket.show(slip)],
  [["UdpSocket.close"], () => live.socket.close(slip)],
  [["FramedStream.send", "MessageStream.send"], () => live.framed.send("x", slip)],
  [["FramedStream.recv", "MessageStream.recv"], () => live.framed.recv(slip)],
  ...(["get", "head", "delete", "post", "put", "patch"] as const).map(
    (method): Row => [
      [`HttpClient.${method}`],
      () =>
        method === "get" || method === "head" || method === "delete"
          ? live.client[method]("/", slip)
          : live.client[method]("/", "x", slip),
    ],
  ),
  [["HttpClient.request"], () => live.client.request("GET /", slip)],
  [["HttpClient.show"], () => live.client.show(slip)],
  [["HttpClient.close"], () => live.client.close(slip)],
  [["HttpServer.show"], () => live.httpServer.show(slip)],
  [["HttpServer.close"], () => live.httpServer.close(slip)],
  [["WebSocketStream.send", "MessageStream.send"], () => live.web.send("x", slip)],
  [["WebSocketStream.recv", "MessageStream.recv"], () => live.web.recv(slip)],
  [["WebSocketStream.show"], () => live.web.show(slip)],
  [["WebSocketStream.close"], () => live.web.close(slip)],
  [["TcpRelay.show"], () => live.relays.tcp.show(slip)],
  [["TcpRelay.close"], () => live.relays.tcp.close(slip)],
  [["UdpRelay.show"], () => live.relays.udp.show(slip)],
  [["UdpRelay.close"], () => live.relays.udp.close(slip)],
  // A capture that is not open yet: no program that captures packets is needed.
  [["LiveCapture.next"], () => new PacketCapture(captureSetup({ port: 80 }, {})).next(slip)],
  [["LiveCapture.close"], () => new PacketCapture(captureSetup({ port: 80 }, {})).close(slip)],
  [["Room.close"], async () => (await room()).close(slip)],
  [["Ticker.close"], () => ticker(20, () => {}).close(slip)],
];

test("the table has a call of every public function that takes options", () => {
  const covered = new Set(rows.flatMap(([covers]) => covers));
  expect(functionsWithOptions().filter((name) => !covered.has(name))).toEqual([]);
});

describe("a mistyped option", () => {
  test.each(rows.map(([covers, call]) => [covers.join(", "), call] as const))(
    "of %s is refused",
    async (_, call) => {
      const refused = async () => await call();
      await expect(refused()).rejects.toMatchObject({
        name: expect.stringMatching(/NetcellError|PacketError/),
        code: "EINVAL",
        message: expect.stringMatching(/there is no option '(nme|intrface)'.* The options are /),
      });
    },
  );

  const protocols = Object.entries(netcell).filter(
    ([, value]) => typeof value === "function" && "definition" in value,
  ) as unknown as Array<[string, typeof Raw]>;

  test.each(protocols)("of %s, a field, is refused", (_, protocol) => {
    expect(() => protocol(slip)).toThrow(/has no field "?nme/);
  });
});
