/** The page in a real browser: offline, in light and dark, wide and narrow, on paper. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { htmlExporter, type Theme } from "../../lib/handout/export/html/html-exporter";
import type { Edition } from "../../lib/handout/variants/edition";
import { readNotebook } from "../../lib/runner/nbformat/read";
import { program, requires } from "../support/requires";
import { exercises } from "./exercises";
import { code, display, notebook, place, whole } from "./notebook";

const browserProgram = program("chromium", "chromium-browser", "google-chrome", "chrome");
const { describe } = requires(browserProgram);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

describe("a handout in Chromium", () => {
  let browser: Browser;
  let folder: string;
  let lesson: string;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserProgram.path, args: ["--no-sandbox"] });
    folder = mkdtempSync(join(tmpdir(), "handout-page-"));
    lesson = join(folder, "lesson.html");
    const fixtures = join(__dirname, "fixtures");
    const doc = await readNotebook(join(fixtures, "lesson.ipynb"));
    writeFileSync(lesson, await rendered(whole(doc), fixtures));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function rendered(edition: Edition, folder: string, theme: Theme = "auto"): Promise<string> {
    const exporter = await htmlExporter(theme);
    return exporter.render(edition, place({ folder, warn: () => {} })).content as string;
  }

  interface Visit {
    readonly page: Page;
    /** What the page asked for besides itself. */
    readonly requests: string[];
    /** What went wrong in it, as its console tells. */
    readonly complaints: string[];
  }

  async function visit(file: string, width: number, colorScheme: "light" | "dark"): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    const own = pathToFileURL(file).href;
    page.on("request", (request) => {
      if (!request.url().startsWith("data:") && request.url() !== own) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(own, { waitUntil: "load" });
    return { page, requests, complaints };
  }

  /** Fails where axe finds something, and returns the rules that the page keeps. */
  async function passesOfAxe(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const results = (await page.evaluate("axe.run()")) as AxeResults;
    expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
    return results.passes.map(({ id }) => id);
  }

  test.each(["light", "dark"] as const)("loads nothing and passes axe, in %s", async (scheme) => {
    const { page, requests, complaints } = await visit(lesson, 1280, scheme);
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await passesOfAxe(page)).toContain("color-contrast");
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test.each([
    ["student", "light"],
    ["teacher", "dark"],
  ] as const)("the %s's copy always in %s passes axe on any screen", async (variant, theme) => {
    const file = join(folder, `${variant}.html`);
    writeFileSync(file, await rendered(exercises(variant), folder, theme));
    const { page } = await visit(file, 1280, theme === "dark" ? "light" : "dark");
    expect(await passesOfAxe(page)).toContain("color-contrast");
    const paper = theme === "dark" ? "rgb(15, 19, 24)" : "rgb(255, 255, 255)";
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(paper);
  });

  test("the student's copy has room to write on paper only", async () => {
    const file = join(folder, "paper.html");
    writeFileSync(file, await rendered(exercises("student"), folder));
    const { page } = await visit(file, 800, "light");
    const rooms = page.locator(".answer");
    expect(await rooms.count()).toBe(2);
    for (const room of await rooms.all()) expect(await room.isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    for (const room of await rooms.all()) expect((await room.boundingBox())?.height).toBeGreaterThan(100);
    expect(await page.locator(".in pre", { has: page.locator(".answer") }).textContent()).toMatch(
      /^let total;\n\/\/ your code here\n+check\(total\)$/,
    );
  });

  test("light and dark are different papers", async () => {
    const paper = async (scheme: "light" | "dark") =>
      (await visit(lesson, 800, scheme)).page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect([await paper("light"), await paper("dark")]).toEqual(["rgb(255, 255, 255)", "rgb(15, 19, 24)"]);
  });

  test.each([1280, 800, 380])("is not wider than a screen of %d pixels, and passes axe", async (width) => {
    const { page } = await visit(lesson, width, "light");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await passesOfAxe(page);
  });

  test("each line of the contents leads to its heading", async () => {
    const { page } = await visit(lesson, 800, "light");
    const links = await page.locator("nav a").all();
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) {
      await link.click();
      const heading = page.locator(":target");
      expect(await heading.textContent()).toBe(await link.textContent());
      expect(await heading.evaluate((element) => /^H[1-6]$/.test(element.tagName))).toBe(true);
    }
  });

  test("the keyboard's first stop skips to the text", async () => {
    const { page } = await visit(lesson, 1280, "light");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("MAIN");
  });

  test("paper is light, and shows what the screen folds", async () => {
    const { page } = await visit(lesson, 800, "dark");
    const folded = page.locator(".out details pre");
    expect(await folded.evaluate((element) => element.checkVisibility())).toBe(false);
    await page.emulateMedia({ media: "print" });
    const box = await folded.boundingBox();
    expect(box?.height).toBeGreaterThan(100);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(800);
  });

  test("what a hostile output tries, does not happen", async () => {
    const attacks = [
      "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
      "<svg onload=\"document.title='owned'\"><style>@import 'http://127.0.0.1:9/x'</style><image href='http://127.0.0.1:9/y'/></svg>",
      "<style>body{display:none}</style><link rel=stylesheet href=http://127.0.0.1:9/z><base href=http://127.0.0.1:9/>",
      "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'><iframe src=http://127.0.0.1:9/></iframe>",
      "<p style='background:url(http://127.0.0.1:9/)'>a</p><svg><rect fill='u\\72l(http://127.0.0.1:9/)' /></svg>",
      "</div></main></body><form action=http://127.0.0.1:9/><button autofocus onfocus=\"document.title='owned'\">x",
      "<svg><p><title><a title='</title><img src=x onerror=document.title=1>'></svg><math><mtext><table><mglyph><style><img src=x onerror=document.title=1>",
    ];
    const file = join(folder, "hostile.html");
    const outputs = attacks.flatMap((markup) => [
      display({ "text/html": markup }),
      display({ "image/svg+xml": markup }),
      display({ "text/markdown": markup }),
    ]);
    // Without the policy, which would stop what the sanitizer must not let in at all.
    const html = await rendered(whole(notebook([code("1", outputs)], { title: "Untouched" })), folder);
    writeFileSync(file, html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
    const { page, requests, complaints } = await visit(file, 800, "light");
    expect(await page.title()).toBe("Untouched");
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    expect(await page.locator("body > .page > main").count()).toBe(1);
    expect(await page.locator("main .out").first().isVisible()).toBe(true);
  });
});
