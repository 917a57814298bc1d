/** `netcell dissect` as it is typed, on captures that tcpdump made and on ones made here. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dissect, Ether, IP, type Packet, packet, packetFromJSON, pcap, TCP, UDP } from "../../lib/packets";
import { toHex } from "../packets/hex";
import { capturer, loopback } from "../support/capture";
import { projectRoot } from "../support/kernel";
import { program, requires } from "../support/requires";

const netcell = resolve(projectRoot, "dist/cli/main.js");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-dissect-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input?: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [netcell, "dissect", ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    env: { ...process.env, TZ: "Asia/Kolkata" },
  });
  return { status, lines: stdout.split("\n").slice(0, -1), stderr };
}

const hello = packet(Ether(), IP(), UDP({ sport: 5000, dport: 5001 }), "hello");
const line = "IP 127.0.0.1.5000 > 127.0.0.1.5001: UDP, length 5";
const at = 1_700_000_000_123_456_000n;

/** Writes packets into a file in the folder, and gives its bytes. */
function write(name: string, packets: Parameters<typeof pcap.bytes>[0], format: "pcap" | "pcapng" = "pcap") {
  const bytes = pcap.bytes(packets, { format });
  writeFileSync(join(folder, name), bytes);
  return bytes;
}

const tcpdump = capturer("tcpdump");

requires(tcpdump).test("prints what tcpdump prints of its own capture of a real dialogue", async () => {
  const echo = createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1");
  await once(echo, "listening");
  const { port } = echo.address() as AddressInfo;
  const file = join(folder, "real.pcap");
  const flags = ["-i", loopback, "-U", "--immediate-mode", "-w", file, "tcp", "port", String(port)];
  const recorder = spawn(tcpdump.path, flags, { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((done) => {
    recorder.stderr.on("data", (text) => /listening on/.test(String(text)) && done());
  });
  const client = connect(port, "127.0.0.1");
  client.write("hello");
  await once(client, "data");
  client.end();
  await once(client, "close");
  echo.close();
  recorder.kill("SIGINT");
  await once(recorder, "exit");
  const theirs = spawnSync(tcpdump.path, ["-n", "-#", "-r", file], {
    encoding: "utf8",
    env: { ...process.env, TZ: "Asia/Kolkata" },
  });
  const { status, lines } = run([file]);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines).toEqual(theirs.stdout.split("\n").slice(0, -1));
  expect(status).toBe(0);
});

test("prints number, time of day and summary", () => {
  write("a.pcap", [{ packet: hello, time: at }, hello]);
  expect(run(["a.pcap"])).toEqual({
    status: 0,
    lines: [`    1  03:43:20.123456 ${line}`, `    2  05:30:00.000000 ${line}`],
    stderr: "",
  });
});

test("prints nanoseconds where the file has them, and a dash where it tells no time", () => {
  write("a.pcapng", [{ packet: hello, time: at + 789n }], "pcapng");
  expect(run(["a.pcapng"]).lines).toEqual([`    1  03:43:20.123456789 ${line}`]);
  // A simple packet block (type 3) has no time.
  const bytes = Buffer.from(hello.bytes);
  const body = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const words = (...numbers: number[]) => Buffer.from(Uint32Array.from(numbers).buffer);
  const simple = Buffer.concat([
    words(0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0xffffffff, 0xffffffff, 28),
    words(1, 20, 1, 0, 20),
    words(3, 16 + body.length, bytes.length),
    body,
    words(16 + body.length),
  ]);
  expect(run(["-"], simple).lines).toEqual([`    1  - ${line}`]);
  expect(JSON.parse(run(["-", "--json"], simple).lines[0]!).time).toBe(null);
});

test("marks what is wrong, once", () => {
  const wrong = hello.with(UDP, { chksum: 1 });
  const cut = dissect(hello.bytes.subarray(0, 36));
  write("a.pcap", [wrong, cut]);
  const [first, second] = run(["a.pcap"]).lines as [string, string];
  expect(first.split(line)[1]).toMatch(/^ ! UDP\.chksum is 0x1; computed would be 0x[0-9a-f]+$/);
  expect(second).toContain("[UDP needs 8 bytes, 2 left; limited by the capture]");
  expect(second.match(/UDP needs/g)).toHaveLength(1);
});

test("nothing from the wire escapes to the terminal", () => {
  const request = "GET /\u001b[31m\u202e\u009b HTTP/1.0\r\n\r\n";
  write("a.pcap", [packet(Ether(), IP(), TCP(), request)]);
  for (const args of [["a.pcap"], ["a.pcap", "--json"]]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
    expect(run(args).lines.join("")).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
  }
  const { layers } = JSON.parse(run(["a.pcap", "--json"]).lines[0]!);
  expect(Buffer.from(packetFromJSON(layers).bytes).toString()).toContain(request);
});

test("--json prints an object a line, from which the same packets can be made", () => {
  const packets = [hello, hello.with(UDP, { chksum: 1 }), dissect(hello.bytes.subarray(0, 36))];
  write(
    "a.pcapng",
    packets.map((made, i) => ({ packet: made, time: at, comments: i === 0 ? "mine" : [] })),
    "pcapng",
  );
  const objects = run(["a.pcapng", "--json"]).lines.map((text) => JSON.parse(text));
  for (const [i, object] of objects.entries()) {
    expect(Object.keys(object)).toEqual(["no", "time", "length", "layers", "notes"]);
    expect(object).toMatchObject({ no: i + 1, time: "2023-11-14T22:13:20.123456Z" });
    expect(toHex(packetFromJSON(object.layers, object.length).bytes)).toBe(toHex(packets[i]!.bytes));
  }
  expect(objects[0].layers.slice(1)).toMatchObject([
    ["IP", { src: "127.0.0.1", ttl: 64, flags: "" }],
    ["UDP", { sport: 5000, len: 13 }],
    ["Raw", { load: "68656c6c6f" }],
  ]);
  const notes = objects.map((object) => object.notes.map(({ about }: { about: string }) => about));
  expect(notes).toEqual([["comment"], ["checksum"], ["truncated", "truncated"]]);
});

test("-c stops after so many packets", () => {
  write("a.pcap", [hello, hello, hello]);
  expect(run(["a.pcap", "-c", "2"]).lines).toHaveLength(2);
  expect(run(["a.pcap", "--count", "9"]).lines).toHaveLength(3);
});

test("prints a packet as soon as it comes through a pipe", async () => {
  const bytes = write("a.pcap", [hello, hello]);
  const half = bytes.length - 16 - hello.bytes.length;
  const child = spawn(process.execPath, [netcell, "dissect", "-"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(bytes.subarray(0, half));
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  expect(String(first)).toMatch(/^ {4}1 /);
  child.stdin.end(bytes.subarray(half));
  const [second] = (await once(child.stdout, "data")) as [Buffer];
  expect(String(second)).toMatch(/^ {4}2 /);
  expect(await once(child, "exit")).toEqual([0, null]);
});

requires(program("sh"), program("head")).test("is quiet when its reader has had enough", () => {
  write("a.pcap", Array<Packet>(20_000).fill(hello));
  const command = `"${process.execPath}" "${netcell}" dissect a.pcap | head -n 1`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" });
  expect(stdout).toMatch(/^ {4}1 .*\n$/);
  expect(stderr).toBe("");
});

test("prints what is whole of a file that was cut off, says where, and fails", () => {
  const bytes = write("a.pcap", [hello, hello]);
  writeFileSync(join(folder, "cut.pcap"), bytes.subarray(0, bytes.length - 3));
  const { status, lines, stderr } = run(["cut.pcap"]);
  expect(lines).toHaveLength(1);
  expect(stderr).toMatch(/^netcell: cut\.pcap: Cut off in the middle: .*\.\n$/);
  expect(status).toBe(1);
});

test.each([
  ["no such file", "gone.pcap", /^netcell: gone\.pcap cannot be read \(ENOENT.*\n$/],
  ["a folder", "folder", /^netcell: folder cannot be read \(EISDIR.*\n$/],
  ["no capture", "text.pcap", /^netcell: text\.pcap is .*\n$/],
  ["an empty file", "empty.pcap", /^netcell: empty\.pcap is .*\n$/],
])("says in one line that it was given %s", (_what, name, message) => {
  mkdirSync(join(folder, "folder"));
  writeFileSync(join(folder, "text.pcap"), "This is a text, and a long one: longer than any head of a file.");
  writeFileSync(join(folder, "empty.pcap"), "");
  const { status, lines, stderr } = run([name]);
  expect(stderr).toMatch(message);
  expect([status, lines]).toEqual([1, []]);
});

test.each([
  ["no file", []],
  ["a count that is none", ["a.pcap", "-c", "many"]],
  ["an unknown option", ["a.pcap", "--jason"]],
])("misuse is exit status 2: %s", (_what, args) => {
  expect(run(args).status).toBe(2);
});
