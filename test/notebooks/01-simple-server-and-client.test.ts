/** Notebook 01, Simple server and client: what it claims. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { program, requires } from "../support/requires";
import { teaches } from "./teaches";

const python = requires(program("python3"));

teaches(
  "01",
  {
    refused: "NetcellError: 127.0.0.1:1 refused the connection (ECONNREFUSED).",
    "one-by-one": "NetcellError: recv() on server#2 waited 500 ms and nothing came (ETIMEDOUT).",
  },
  ({ text, value, notebook }) => {
    test("rows 2 and 3: the dialogue of server.py and client.py, byte for byte", async () => {
      const rows = await value(
        "[...client.transcript.normalized()].map((r) => [r.from, r.to, r.event, String(Buffer.from(r.bytes ?? []))])",
      );
      expect(rows).toEqual([
        ["client", "server", "connect", ""],
        ["client", "server", "data", "Hello World!"],
        ["server", "client", "data", "Got your message! Thank you!"],
        ["server", "client", "fin", ""],
        ["client", "server", "fin", ""],
      ]);
      expect(text("dialogue")).toBe(
        "message from the client: Hello World!\n[ 'Got your message! Thank you!', null ]",
      );
    });

    test("row 2: the server that serves one at a time answers nobody behind a silent client", () => {
      expect(text("one-by-one")).toContain("ETIMEDOUT");
      expect(text("at-last").match(/hears: Got your message! Thank you!/g)).toHaveLength(2);
    });

    test("row 2: with a handler for each, three overlapping clients are all answered", () => {
      expect(text("three-greeted")).toBe("[ 'Hello, Cleo!', 'Hello, Ben!' ]");
      expect(text("anna-at-last")).toBe("Hello, Anna!");
    });

    test("row 4: every name of netcell's in the table is there", async () => {
      const table = notebook.cells.find((cell) => cell.id === "table-section")!.source;
      const ours = table
        .split("\n")
        .filter((line) => /^\| `/.test(line))
        .map((line) => line.split("|")[2]!)
        .join();
      const names = [...ours.matchAll(/\b(tcp|udp|server|c|u)\.(\w+)/g)].map(([name]) => name);
      const ofTCP = [
        "tcp.listen",
        "server.accept",
        "tcp.connect",
        "c.send",
        "c.recv",
        "c.shutdown",
        "c.close",
      ];
      expect(new Set(names)).toEqual(new Set([...ofTCP, "udp.bind", "u.sendTo", "u.recvFrom"]));
      for (const name of names)
        expect(await value(`typeof ${name.replace(/^c\./, "client.")}`), name).toBe("function");
    });

    test("row 4: the rows of the table do what they say", () => {
      expect(text("table-server")).toBe("[ 9, 'all of it' ]");
      expect(text("table-shutdown")).toBe("[ null, 'but I am not done' ]");
      expect(text("table-close")).toBe("[ 'closed', 'closed', 'open' ]");
      expect(text("table-options")).toBe("[ 'open', 'open' ]");
      expect(text("table-udp")).toBe("[ 'a datagram', true ]");
    });

    python.test(
      "rows 2 to 4: the notes' own programs, in Python, talk with netcell's, both ways round",
      () => {
        expect(text("python-meets")).toBe(
          "message from the client: Hello World!\nGot your message! Thank you!",
        );
        expect(text("python-serves")).toContain("'message from the client: Hello World!'");
        expect(text("python-serves")).toContain("'Got your message! Thank you!'");
        expect(text("python-udp")).toBe("[ 'hello from python', 'hello' ]");
      },
    );

    test("row 6: a client's port is not the server's, and from the system's range where we can read it", async () => {
      const [own, peer] = (await value("[client.local.port, client.remote.port]")) as [number, number];
      expect(own).not.toBe(peer);
      const range = "/proc/sys/net/ipv4/ip_local_port_range";
      const [least, most] = existsSync(range)
        ? readFileSync(range, "utf8").trim().split(/\s+/).map(Number)
        : [1024, 65535];
      expect(own).toBeGreaterThanOrEqual(least!);
      expect(own).toBeLessThanOrEqual(most!);
    });

    test("row 7: the server is open, on IPv4, with nobody connected", () => {
      expect(text("server")).toBe("[ 'open', 'IPv4', 0 ]");
    });

    test("row 8: the client speaks first here, and in another agreement the server does", () => {
      expect(text("who-spoke")).toBe("[ 'client', 'server' ]");
      expect(text("server-first")).toBe("220 welcome");
    });

    test("row 52: four sockets, three connections with different clients, one local port", async () => {
      expect(text("hall")).toBe("4");
      expect(text("pairs")).toBe("[ true, true, true ]");
      expect(text("same-port")).toBe("true");
      const fourTuples = (await value(
        "accepted.map((s) => [s.local.address, s.local.port, s.remote.address, s.remote.port].join())",
      )) as string[];
      expect(new Set(fourTuples).size).toBe(3);
    });

    test("E27: a backlog of 5 admits twenty clients, and recv is neither one message nor a whole one", () => {
      expect(text("backlog")).toBe("20");
      expect(text("talker")).toBe("one two three");
      expect(text("short-recv")).toBe("[ 'Hello', ' World!' ]");
    });

    test("the peer's close is null", () => {
      expect(text("end")).toBe("true");
    });
  },
);
