/** HTTP in the real kernel: the rows of the cell contract, with and without the plugin. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../../support/kernel";

describe.each([{ plugin: false }, { plugin: true }])("http in cells, kernel plugin $plugin", ({ plugin }) => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startKernel({ plugin });
    await kernel.run('import { http, handles, closeAll, settle } from "netcell"');
  });
  afterAll(() => kernel.stop());

  const output = async (code: string) => {
    const run = await kernel.run(code);
    if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
    return run.stdout.trim();
  };
  const serve =
    'const api = await http.serve({ "GET /:id": (x) => { console.log("asked for", x.params.id); return { id: x.params.id } } }, { name: "api" }); console.log(api.url)';

  test("a cell that serves can be run again: one server stays, on the same port", async () => {
    const urls = [await output(serve), await output(serve), await output(serve)];
    expect(new Set(urls).size).toBe(1);
    expect(await output('console.log(handles().filter((h) => h.kind === "http server").length)')).toBe("1");
  });

  test("the sketch's own cell: raw bytes of a request", async () => {
    await kernel.run(serve);
    expect(
      await output('console.log(new TextDecoder().decode((await http.client(api).get("/1")).raw.request))'),
    ).toMatch(/^GET \/1 HTTP\/1\.1\n?\r?\nHost: 127\.0\.0\.1:\d+/);
  });

  test("what a handler prints appears in the cell that serves", async () => {
    const serving = await kernel.run(serve);
    const asking = await kernel.run('await (await fetch(api.url + "/7")).json(); await settle()');
    expect(asking.stdout).not.toContain("asked");
    expect(kernel.later(serving).stdout).toContain("asked for 7");
  });

  test("a nameless client whose variable holds a newer one is closed", async () => {
    await kernel.run("const client = http.client(api); const before = client.name");
    await kernel.run("const client = http.client(api)");
    expect(await output("console.log(handles().some((h) => h.name === before), client.state)")).toBe(
      "false open",
    );
  });

  test("a card follows the requests and keeps its last state", async () => {
    await kernel.run(serve);
    const shown = await kernel.run("api.show()");
    expect(shown.displays[0]!.data["text/html"]).toContain("No request yet.");
    const asking = await kernel.run('await (await fetch(api.url + "/card")).text(); await settle()');
    const updates = asking.displays.filter((display) => display.type === "update_display_data");
    expect(updates.at(-1)).toMatchObject({ displayId: shown.displays[0]!.displayId });
    expect(updates.at(-1)!.data["text/plain"]).toMatch(/GET {2}\/card {2}200/);
    expect(updates.at(-1)!.data["text/html"]).toContain("<th scope=");
    const closing = await kernel.run("await closeAll()");
    expect(closing.displays.at(-1)!.data["text/plain"]).toContain("http server api: closed");
  });

  test("an interrupt ends a request, and the server stays", async () => {
    await kernel.run(
      'const slow = await http.serve({ "GET /": () => new Promise(() => {}) }); const impatient = http.client(slow)',
    );
    const waiting = kernel.start(
      'setTimeout(() => console.log("waiting"), 50); try { await impatient.get("/", { timeout: Infinity }) } catch (error) { (globalThis as any).ended = error.code; throw error }',
      { onMessage: (message) => void (message.header.msg_type === "stream" && kernel.interrupt()) },
    );
    expect((await waiting.finished).status).toBe("error");
    // A stock kernel refuses everything for 200 ms after a cell that failed.
    await expect.poll(async () => (await kernel.run("1")).status).toBe("ok");
    expect(await output("console.log((globalThis as any).ended, slow.state, impatient.state)")).toBe(
      "EINTR open open",
    );
  });

  test("the kernel exits by itself, at once, with a server, kept connections and a request under way", async () => {
    await kernel.run(serve);
    await kernel.run(
      'const kept = http.client(api); await kept.get("/1"); void impatient.get("/").catch(() => {})',
    );
    expect(await kernel.leave()).toMatchObject({ code: 0, signal: null });
  });
});

test("in an export two runs look the same", async () => {
  const cells = async () => {
    const kernel = await startKernel({ env: { ...process.env, NETCELL_EXPORT: "1" } });
    await kernel.run(
      'import { http, handles, settle } from "netcell"; const api = await http.serve({ "GET /": () => "x" }, { name: "api" }); const me = http.client(api, { name: "me" })',
    );
    const run = await kernel.run('await me.get("/"); await settle(); api.show(); me.show()');
    const list = await kernel.run("handles()");
    const printed = await kernel.run("console.log(String(api), String(me))");
    await kernel.stop();
    return [
      ...run.displays.map((each) => each.data),
      ...list.displays.map((each) => each.data),
      printed.stdout,
    ];
  };
  const [one, two] = [await cells(), await cells()];
  expect(one).toEqual(two);
  expect(JSON.stringify(one)).toContain("http://api");
}, 120_000);
