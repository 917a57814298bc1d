/**
 * The gallery: every view of a fixed set of inputs, in both themes, in a real browser. `npm run gallery` keeps it, with
 * its drawings and pictures, in the folder that NETCELL_GALLERY names.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { program, requires } from "../../support/requires";
import { readMarkup } from "../markup";
import { galleryPage, type Theme } from "./page";
import { exhibits } from "./views";

const kept = process.env.NETCELL_GALLERY;
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), "netcell-gallery-"));
mkdirSync(folder, { recursive: true });

const drawings = exhibits.flatMap(({ name, shows }) =>
  Object.entries(shows).flatMap(([title, draw]) => {
    const { svg } = draw();
    return svg === undefined ? [] : [[`${name}, ${title}`, svg] as const];
  }),
);

test("every view of osi is in it", () => {
  const views = Object.keys(osi).filter((name) => name !== "layers");
  expect(exhibits.map(({ name }) => name).sort()).toEqual(views.sort());
});

test.each(drawings)("the drawing %s is well-formed and says what it shows", (name, svg) => {
  const { elements } = readMarkup(svg);
  const [root, title, desc] = elements.map((element) => element.name);
  expect([root, title, desc]).toEqual(["svg", "title", "desc"]);
  expect(elements[0]!.attributes.get("role")).toBe("img");
  expect(svg).not.toMatch(/<(?:title|desc)>\s*</);
  writeFileSync(join(folder, `${name.replaceAll(/\W+/g, "-")}.svg`), svg);
});

/** After a change of a drawing: `npm run gallery`, and copy it from dist/gallery. */
test.each([
  ["ladder, a lossy stream", "ladder.svg"],
  ["encapsulation, going down", "encapsulation.svg"],
])("the README's picture is the drawing %s", (name, file) => {
  const [, svg] = drawings.find(([each]) => each === name)!;
  expect(readFileSync(resolve(import.meta.dirname, "../../../.github/images", file), "utf8")).toBe(svg);
});

const browserProgram = program("chromium", "chromium-browser", "google-chrome", "chrome");
const { describe } = requires(browserProgram);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

describe.each(["light", "dark"] as const)("the gallery in a browser, %s", (theme) => {
  let browser: Browser;
  let own: string;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserProgram.path, args: ["--no-sandbox"] });
    const file = join(folder, `${theme}.html`);
    writeFileSync(file, galleryPage(exhibits, theme));
    own = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  async function visit(width: number, color: Theme = theme): Promise<{ page: Page; requests: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: color });
    const page = await context.newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(own, { waitUntil: "load" });
    return { page, requests: requests.filter((url) => url !== own) };
  }

  test("asks the network for nothing, and has no script", async () => {
    const { page, requests } = await visit(1280);
    expect(requests).toEqual([]);
    expect(await page.locator("script").count()).toBe(0);
  });

  test("passes axe with all its folds open", async () => {
    const { page } = await visit(1280);
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    await page.evaluate(axe);
    const results = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
    expect(
      results.violations.map(({ id, nodes }) => [
        id,
        nodes.slice(0, 5).map(({ html }) => html.slice(0, 300)),
      ]),
    ).toEqual([]);
  }, 120_000);

  test.each([1280, 400])("is not wider than a screen of %d pixels", async (width) => {
    const { page } = await visit(width);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    if (kept) await pictures(page, `${theme}-${width}`);
  });

  /** A picture of each section: one of the whole page would be too tall. */
  async function pictures(page: Page, name: string): Promise<void> {
    for (const section of await page.locator("section").all()) {
      const view = await section.locator("h2").getAttribute("id");
      await section.screenshot({ path: join(folder, `${view}-${name}.png`) });
    }
  }
});
