/** A page in a real browser: fetch and WebSocket against a server of the notebook. */
import { chromium } from "playwright-core";
import { afterEach, expect } from "vitest";
import { closeAll, http, websocket } from "../../../lib";
import { program, requires } from "../../support/requires";

afterEach(() => closeAll());

const browser = program("chromium", "chromium-browser", "google-chrome");

requires(browser).test(
  "a browser's page fetches, opens a WebSocket, and is kept out of a server of another origin",
  async () => {
    const page = "<!doctype html><title>t</title>";
    const routes = {
      "GET /": () => ({ status: 200, headers: { "content-type": "text/html" }, body: page }),
      "GET /todo": () => ({ title: "learn" }),
      "GET /echo": websocket.route(async (s) => {
        for await (const message of s) await s.send(`echo ${message}`);
      }),
    };
    const [home, other, open] = [
      await http.serve(routes),
      await http.serve(routes),
      await http.serve(routes, { cors: true }),
    ];
    const started = await chromium.launch({ executablePath: browser.path, args: ["--no-sandbox"] });
    try {
      const tab = await started.newPage();
      await tab.goto(home.url);
      const tried = await tab.evaluate(
        async (urls) => {
          const fetched = (url: string) =>
            fetch(`${url}/todo`).then(
              async (response) => (await response.json()).title,
              () => "kept out",
            );
          const echoed = (url: string) =>
            new Promise<string>((resolve) => {
              const socket = new WebSocket(`${url.replace("http", "ws")}/echo`);
              socket.onopen = () => socket.send("hi");
              socket.onmessage = ({ data }) => resolve(String(data));
              socket.onerror = () => resolve("kept out");
            });
          return Promise.all(urls.map(async (url) => [await fetched(url), await echoed(url)]));
        },
        [home.url, other.url, open.url],
      );
      expect(tried).toEqual([
        ["learn", "echo hi"],
        ["kept out", "kept out"],
        ["learn", "echo hi"],
      ]);
    } finally {
      await started.close();
    }
  },
);
