/** capture() in the real kernel: the packets of netcell's own sockets, through the real tools. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { capturer } from "../support/capture";
import { type KernelOptions, startKernel, type TestKernel } from "../support/kernel";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";

const imports =
  'import { capture, tcp, tcpStreams, pcap, packet, TCP, handles, closeAll, settle } from "netcell"';
const listen =
  'const echo = await tcp.listen(async (c) => { for await (const b of c) await c.send(b) }, { name: "echo" });';
const dialogue =
  'const me = await tcp.connect(echo, { name: "me" }); await me.send("hello"); await me.recv(); await me.close();';
/** Waits for the packet that ends the dialogue: the last FIN. */
const toTheEnd =
  'let fins = 0; await wire.next(({ packet }) => packet.get(TCP).flags.includes("F") && ++fins === 2);';

interface Started {
  readonly kernel: TestKernel;
  /** What a cell printed; throws if it failed. */
  output(code: string): Promise<string>;
}

async function start(options: KernelOptions = {}): Promise<Started> {
  const kernel = await startKernel(options);
  const output = async (code: string) => {
    const run = await kernel.run(code);
    if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
    return run.stdout.trim();
  };
  await output(imports);
  return { kernel, output };
}

const tcpdump = capturer("tcpdump");
const dumpcap = capturer("dumpcap");

requires(tcpdump).describe.each([{ plugin: false }, { plugin: true }])(
  "a capture of the cell's own sockets, kernel plugin $plugin",
  ({ plugin }) => {
    let cells: Started;
    beforeEach(
      prepareOnce(async () => {
        cells = await start({ plugin });
        await cells.output(listen);
      }),
    );
    afterAll(() => cells.kernel.stop());

    test("misses nothing, from the first SYN of the next line on", async () => {
      const told = await cells.output(
        `const wire = await capture(echo); ${dialogue} ${toTheEnd} const [stream] = tcpStreams(wire.packets);
        console.log(JSON.stringify([
          wire.packets[0].packet.get(TCP).flags, wire.packets[0].origin, String(stream),
          wire.tool, wire.dropped, wire.packets.length === wire.captured,
        ]))`,
      );
      const [flags, origin, stream, ...rest] = JSON.parse(told);
      expect([flags, origin, ...rest]).toEqual(["S", "captured", "tcpdump", 0, true]);
      expect(stream).toMatch(/5 bytes there, 5 back, closed/);
    });

    test("is replaced when its cell runs again, and says so", async () => {
      await cells.output("const again = await capture(echo); const first = again");
      await cells.output("const again = await capture(echo)");
      expect(
        await cells.output(
          'console.log(JSON.stringify(await first.closed), handles().filter((h) => h.kind === "capture").length)',
        ),
      ).toBe('{"by":"rerun"} 1');
    });

    test("gives packets one by one, as they come, and ends the loop when it is closed", async () => {
      expect(
        await cells.output(
          `const one = await capture(echo); const seen: string[] = [];
          const loop = (async () => { for await (const { packet } of one) seen.push(packet.get(TCP).flags) })();
          ${dialogue} await settle(200); await one.close(); await loop;
          console.log(seen.slice(0, 4).join(" "), seen.length === one.captured, one.lost)`,
        ),
      ).toBe("S SA A PA true 0");
    });

    test("keeps the newest packets, and counts those it let go", async () => {
      expect(
        await cells.output(
          `const few = await capture(echo, { keep: 3, name: "few" }); ${dialogue} await few.close();
          console.log(few.packets.length, few.dropped === few.captured - 3, few.packets[2].no === few.captured)`,
        ),
      ).toBe("3 true true");
    });

    test("waits no longer than it may, and says what for", async () => {
      expect(
        await cells.output(
          `const quiet = await capture({ port: 1 });
          try { await quiet.next({ timeout: 50 }) } catch (error) { console.log(error.message) }`,
        ),
      ).toBe(
        "next() on port 1 waited 50 ms and no such packet came (ETIMEDOUT). Send something in this cell or an earlier one, or give { timeout } more milliseconds.",
      );
    });

    test("shows its newest packets in a card, and its counts when it is closed", async () => {
      await cells.output(`${listen} const shown = await capture(echo, { name: "wire" })`);
      const card = await cells.kernel.run("shown.show()");
      expect(card.displays[0]!.data["text/plain"]).toContain("0 packets captured by tcpdump");
      const later = await cells.kernel.run(`${dialogue} await settle(200)`);
      const update = later.displays.filter(({ type }) => type === "update_display_data").at(-1)!;
      expect(update.displayId).toBe(card.displays[0]!.displayId);
      expect(update.data["text/html"]).toMatch(/Flags \[P\.\], seq 1:6, ack 1/);
      expect(update.data["text/html"]).toContain("captured</caption>");
      const closing = await cells.kernel.run("await closeAll(); handles().length");
      expect(closing.displays.at(-1)!.data["text/plain"]).toContain("capture wire: closed");
      expect(closing.stdout.trim()).toBe("0");
    });
  },
);

requires(tcpdump).describe("a capture", () => {
  let cells: Started;
  beforeEach(
    prepareOnce(async () => {
      cells = await start();
      await cells.output(listen);
    }),
  );
  afterAll(() => cells.kernel.stop());

  const message = async (code: string) =>
    cells.output(`try { await ${code} } catch (error) { console.log(error.message) }`);

  test("goes on when a cell that waits for it is interrupted", async () => {
    await cells.output("const wire = await capture(echo)");
    const waiting = cells.kernel.start(
      'setTimeout(() => console.log("waiting"), 50); try { await wire.next({ timeout: Infinity }) } catch (error) { (globalThis as any).ended = error.code; throw error }',
      { onMessage: ({ header }) => void (header.msg_type === "stream" && cells.kernel.interrupt()) },
    );
    expect((await waiting.finished).status).toBe("error");
    expect(
      await cells.output(
        `${dialogue} console.log((globalThis as any).ended, (await wire.next()).no, wire.state)`,
      ),
    ).toBe("EINTR 1 open");
  });

  test("takes a connection, and a filter besides", async () => {
    expect(
      await cells.output(
        `const mine = await tcp.connect(echo, { name: "mine" });
        const data = await capture(mine, { filter: "tcp[tcpflags] & tcp-push != 0" });
        await mine.send("x"); const { packet: data1 } = await data.next();
        console.log(data1.get(TCP).sport === mine.local.port, data1.get(TCP).flags)`,
      ),
    ).toBe("true PA");
  });

  test("refuses a filter that is none in the tool's own words, and a text is never an option", async () => {
    expect(await message('capture({ filter: "port eighty-one eighty" })')).toMatch(
      /^tcpdump does not accept the filter "port eighty-one eighty" \(EINVAL\)\. .* It said: tcpdump: unknown port/,
    );
    const file = join(tmpdir(), `netcell-injected-${process.pid}`);
    for (const filter of [`-w ${file}`, `-w${file}`, `; touch ${file}`, `$(touch ${file})`])
      expect(await message(`capture({ filter: ${JSON.stringify(filter)} })`)).toContain(
        "does not accept the filter",
      );
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ["capture({ port: 70000 })", "70000 is not a port (EINVAL)"],
    ['capture({ port: "80; reboot" } as any)', "'80; reboot' is not a port (EINVAL)"],
    ['capture({ port: 80, interface: "no-such-0" })', 'there is no network interface "no-such-0" (ENODEV)'],
    ['capture({ port: 80, interface: "-w/tmp/x" })', "there is no network interface '-w/tmp/x' (ENODEV)"],
    ["capture({})", "capture() does not know which packets to capture (EINVAL)"],
    ["capture(tcp.listen() as any)", "a promise is nothing to capture (EINVAL)"],
    ["capture({ port: 80, keep: 0 })", "keep is 0 (EINVAL)"],
    [
      'capture({ port: 80, intrface: "eth9" } as any)',
      "there is no option 'intrface' (EINVAL). Did you mean interface?",
    ],
    ['capture(echo, { nme: "x" } as any)', "there is no option 'nme' (EINVAL). Did you mean name?"],
  ])("refuses %s, and says so", async (code, text) => {
    expect(await message(code)).toContain(text);
  });

  test("that did not begin leaves nothing behind", async () => {
    expect(await message("capture({ port: 80, timeout: 0 })")).toContain("ETIMEDOUT");
    expect(
      await cells.output(
        'console.log(handles().filter((h) => h.kind === "capture" && h.state !== "open").length)',
      ),
    ).toBe("0");
  });
});

requires(tcpdump).test("loses nothing while its tool has no turn on a busy machine", async () => {
  const folder = mkdtempSync(join(tmpdir(), "netcell-tools-"));
  const tool = `#!/bin/sh\necho $$ > '${folder}/pid'\nexec '${tcpdump.path}' "$@"\n`;
  writeFileSync(join(folder, "tcpdump"), tool, { mode: 0o755 });
  const { kernel, output } = await start({
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  await output(`${listen} const me = await tcp.connect(echo); const wire = await capture(echo);`);
  const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  process.kill(pid, "SIGSTOP");
  await output('for (let i = 0; i < 30; i++) { await me.send("x"); await me.recv() }');
  process.kill(pid, "SIGCONT");
  expect(
    await output("await me.close(); await wire.close(); console.log(wire.captured > 60, wire.lost)"),
  ).toBe("true 0");
  await kernel.stop();
  rmSync(folder, { recursive: true });
});

requires(dumpcap).test("dumpcap captures where there is no tcpdump", async () => {
  const folder = mkdtempSync(join(tmpdir(), "netcell-tools-"));
  symlinkSync(dumpcap.path, join(folder, "dumpcap"));
  const { output } = await start({ env: { ...process.env, PATH: folder } });
  expect(
    await output(
      `${listen} const wire = await capture(echo); ${dialogue} ${toTheEnd} await wire.close();
      console.log(wire.tool, wire.packets[0].packet.get(TCP).flags, wire.lost)`,
    ),
  ).toBe("dumpcap S 0");
  rmSync(folder, { recursive: true });
});
