/** The links of the index, followed in a real JupyterLab. */
import { afterAll, beforeEach } from "vitest";
import { chromiumProgram, jupyterLabProgram, type LabInBrowser, openLab } from "../support/jupyterlab";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";
import { course } from "./course";

const { describe, test } = requires(chromiumProgram, jupyterLabProgram);

describe("a link of the index", () => {
  let lab: LabInBrowser;
  beforeEach(
    prepareOnce(async () => {
      lab = await openLab(course.map(({ file }) => `notebooks/${file}`));
    }),
  );
  afterAll(() => lab?.stop());

  test("opens the notebook that has the heading, by the name that JupyterLab gives it", async () => {
    const { page, close } = await lab.open("index.ipynb");
    const link = page.getByRole("link", { name: "01 · recv(1024) is not a message" }).first();
    const { hash } = new URL((await link.getAttribute("href"))!, lab.url);
    await link.click();
    await page.locator(`h2[data-jupyter-id="${decodeURIComponent(hash.slice(1))}"]`).waitFor();
    await close();
  });
});
