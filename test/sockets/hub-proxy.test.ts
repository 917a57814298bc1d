/** The path of a server on a JupyterHub or a Binder. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeAll, type Server, tcp, unix } from "../../lib";
import { jupyterDisplay } from "../../lib/view";
import { requires } from "../support/requires";

const variable = "JUPYTERHUB_SERVICE_PREFIX";
const shown = (server: Server) =>
  (server as unknown as { [jupyterDisplay](): Record<string, string> })[jupyterDisplay]();

afterEach(async () => {
  vi.restoreAllMocks();
  delete process.env[variable];
  await closeAll();
});

describe("on a hub", () => {
  beforeEach(() => {
    process.env[variable] = "/user/ada/";
  });

  test("a server's card says where a browser reaches it, and links there", async () => {
    const server = await tcp.listen();
    const path = `/user/ada/proxy/${server.endpoint.port}/`;
    expect(shown(server)["text/plain"]).toContain(`\nin a browser: ${path} on this hub`);
    expect(shown(server)["text/html"]).toContain(`<a href="${path}"`);
  });

  test("a name that is markup stays text", async () => {
    process.env[variable] = '/user/"><script>/';
    expect(shown(await tcp.listen())["text/html"]).not.toContain("<script>");
  });

  test("a closed server and an exported one say nothing of it", async () => {
    vi.spyOn(console, "log").mockReturnValue();
    const server = await tcp.listen();
    server.show({ stable: true });
    expect(shown(server)["text/plain"]).not.toContain("in a browser");
    server.show({ stable: false });
    await server.close();
    expect(shown(server)["text/plain"]).not.toContain("in a browser");
  });

  requires({ name: "Unix-domain sockets", met: process.platform !== "win32" }).test(
    "a path in the file system has no such path",
    async () => {
      expect(shown(await unix.listen())["text/plain"]).not.toContain("in a browser");
    },
  );
});

test("anywhere else a card says nothing of it", async () => {
  expect(shown(await tcp.listen())["text/plain"]).not.toContain("in a browser");
});
