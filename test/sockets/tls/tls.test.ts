/** TLS over loopback: what is agreed on, and every way in which it fails. */
import { execFile, execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, handles, type NetcellError, tcp, tls } from "../../../lib";
import { projectRoot } from "../../support/kernel";
import { program, requires } from "../../support/requires";

afterEach(() => closeAll());

const openssl = program("openssl");
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => new Error("no error"),
    (error: NetcellError) => error,
  );

describe("a connection over TLS", () => {
  test("is one like TCP's: bytes both ways, lines, an end, an echo that closes", async () => {
    const server = await tls.listen(async (c) => {
      for await (const line of c.lines()) await c.send(`${line.toUpperCase()}\n`);
    });
    const me = await tls.connect(server);
    await me.send("one\ntwo\n");
    const lines = me.lines();
    expect([await lines.recv(), await lines.recv()]).toEqual(["ONE", "TWO"]);
    await me.shutdown();
    expect(await lines.recv()).toBe(null);
    await me.close();
    await expect.poll(() => server.connections.length).toBe(0);
    expect(me.kind).toBe("tls connection");
  });

  test("carries a megabyte", async () => {
    const server = await tls.listen();
    const near = await tls.connect(server);
    const far = await server.accept();
    const sent = near.send(Buffer.alloc(1_000_000, "x"));
    expect((await far.recvExactly(1_000_000)).length).toBe(1_000_000);
    await sent;
  });

  test("knows what the handshake agreed on, at both ends", async () => {
    const server = await tls.listen({ alpn: ["chat/2", "chat/1"] });
    const near = await tls.connect(server, { alpn: ["chat/1"] });
    const far = await server.accept();
    expect(near.tls).toMatchObject({
      protocol: "TLSv1.3",
      cipher: expect.stringMatching(/^TLS_/),
      alpn: "chat/1",
      serverName: "localhost",
      peer: {
        subject: "localhost",
        issuer: "localhost",
        names: ["localhost", "127.0.0.1", expect.stringMatching(/:1$/)],
      },
    });
    expect(near.tls.peer!.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(near.tls.peer!.validTo.getTime()).toBeGreaterThan(Date.now());
    expect(near.tls.peer!.validFrom.getTime()).toBeLessThan(Date.now());
    expect(far.tls).toMatchObject({
      protocol: "TLSv1.3",
      alpn: "chat/1",
      serverName: "localhost",
      peer: undefined,
    });
  });

  test("hides on the way what its transcript shows: a relay sees no word of it", async () => {
    const server = await tls.listen(async (c) => void (await c.send("the secret")));
    const seen: Buffer[] = [];
    const relay = await tcp.listen(async (outer) => {
      const inner = await tcp.connect(server);
      const pump = async (from: typeof outer, to: typeof outer) => {
        for await (const bytes of from) {
          seen.push(bytes);
          await to.send(bytes);
        }
        await to.shutdown();
      };
      await Promise.all([pump(outer, inner), pump(inner, outer)]);
    });
    const me = await tls.connect(relay);
    expect(String(await me.recv())).toBe("the secret");
    expect(Buffer.concat(seen).includes("the secret")).toBe(false);
    expect(Buffer.concat(seen).length).toBeGreaterThan(500);
    expect(String(me.transcript)).toContain("the secret");
  });
});

describe("a handshake fails in words", () => {
  test("when nobody trusted vouches for the certificate", async () => {
    const server = await tls.listen();
    const error = await errorOf(tls.connect(server, { trust: "system" }));
    expect(error).toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      hint: expect.stringContaining("NET::ERR_CERT_AUTHORITY_INVALID"),
    });
    expect(handles().length).toBe(1);
  });

  test("when the certificate is for another name", async () => {
    const server = await tls.listen();
    const error = await errorOf(tls.connect(server, { serverName: "example.com" }));
    expect(error).toMatchObject({
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      hint: expect.stringContaining("NET::ERR_CERT_COMMON_NAME_INVALID"),
    });
    expect(error.message).toContain("is not for example.com but for localhost, 127.0.0.1");
    const named = await tls.listen({ certificate: { names: ["example.com"] } });
    expect((await tls.connect(named, { serverName: "example.com" })).tls.peer!.subject).toBe("example.com");
  });

  test("when the certificate holds no more", async () => {
    const server = await tls.listen({ certificate: { validTo: new Date(Date.now() - 60_000) } });
    expect(await errorOf(tls.connect(server))).toMatchObject({
      code: "CERT_HAS_EXPIRED",
      hint: expect.stringContaining("NET::ERR_CERT_DATE_INVALID"),
    });
  });

  test("when the server speaks plain TCP: with words of its own, with silence, with an end", async () => {
    const talking = await tcp.listen(async (c) => void (await c.send("220 mail.example ESMTP\r\n")));
    expect(await errorOf(tls.connect(talking))).toMatchObject({
      code: "EPROTO",
      hint: expect.stringContaining("tcp.connect()"),
    });
    const silent = await tcp.listen();
    expect(await errorOf(tls.connect(silent, { timeout: 50 }))).toMatchObject({ code: "ETIMEDOUT" });
    const closing = await tcp.listen(async (c) => void (await c.recv()));
    expect(await errorOf(tls.connect(closing))).toMatchObject({
      code: "ECONNRESET",
      hint: expect.stringContaining("does not speak TLS"),
    });
  });

  test("when a plain client talks to a server of TLS: the server's transcript says so, and it lives", async () => {
    const server = await tls.listen(async (c) => void (await c.send("hi")));
    const plain = await tcp.connect(server);
    await plain.send("hello\r\n");
    await errorOf(plain.recv());
    const web = await tcp.connect(server);
    await web.send("GET / HTTP/1.0\r\n\r\n");
    await errorOf(web.recv());
    await expect
      .poll(() => [...server.transcript].flatMap((row) => row.note ?? []))
      .toEqual(
        expect.arrayContaining([
          expect.stringContaining("does not speak TLS here"),
          expect.stringContaining("plain HTTP"),
        ]),
      );
    expect(String(await (await tls.connect(server)).recv())).toBe("hi");
  });

  test("when nothing listens, as with TCP", async () => {
    const gone = await tls.listen();
    await gone.close();
    expect(await errorOf(tls.connect(gone.endpoint.port))).toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("a server of TLS", () => {
  test("closes at once though a client never shakes hands", async () => {
    const server = await tls.listen();
    await tcp.connect(server);
    // Not after the ten seconds that a handshake may take.
    await server.close();
    expect(server.state).toBe("closed");
  }, 5000);

  test("is replaced by one of the same name, with the same certificate, on the same port", async () => {
    const one = await tls.listen({ name: "same" });
    const first = (await tls.connect(one)).tls.peer!.fingerprint;
    const two = await tls.listen({ name: "same" });
    expect(two.endpoint.port).toBe(one.endpoint.port);
    expect((await tls.connect(two)).tls.peer!.fingerprint).toBe(first);
  });

  test("writes neither certificate nor key to disk", () => {
    const folder = mkdtempSync(join(tmpdir(), "netcell-tls-"));
    try {
      const program = `
        const { closeAll, tls } = require(${JSON.stringify(join(projectRoot, "dist/main.js"))});
        tls.listen((c) => c.send("hi")).then(tls.connect).then((c) => c.recv()).then(console.log).then(closeAll);`;
      const env = { ...process.env, HOME: folder, TMPDIR: folder };
      const run = execFileSync(process.execPath, ["-e", program], { cwd: folder, env, encoding: "utf8" });
      expect(run).toContain("<Buffer 68 69>");
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

requires(openssl).test(
  "openssl shakes hands and reads the same certificate, which it does not trust",
  async () => {
    const server = await tls.listen(async (c) => void (await c.send("hello openssl\n")));
    const me = await tls.connect(server);
    const at = `127.0.0.1:${server.endpoint.port}`;
    const asking = promisify(execFile)(openssl.path, [
      "s_client",
      "-connect",
      at,
      "-servername",
      "localhost",
    ]);
    asking.child.stdin!.end();
    const { stdout, stderr } = await asking.catch((error: { stdout: string; stderr: string }) => error);
    expect(stdout + stderr).toMatch(/self-signed certificate/);
    const [pem = ""] = /-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----/.exec(stdout) ?? [];
    expect(new X509Certificate(pem).fingerprint256).toBe(me.tls.peer!.fingerprint);
  },
);
