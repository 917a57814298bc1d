/** Handouts on paper, printed by a real browser and read again by poppler. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Exporter } from "../../lib/handout/export/formats";
import { pdfExporter } from "../../lib/handout/export/pdf-exporter";
import type { Edition } from "../../lib/handout/variants/edition";
import { osi } from "../../lib/osi";
import { program, requires } from "../support/requires";
import { exercises, secretWords } from "./exercises";
import { code, display, markdown, notebook, place, stdout, whole } from "./notebook";

const { describe } = requires(program("chromium", "chromium-browser", "google-chrome"), program("pdftotext"));

describe("a handout on paper", () => {
  let folder: string;
  let exporter: Exporter;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "handout-pdf-"));
    exporter = await pdfExporter("a4");
  });
  afterAll(async () => {
    await exporter?.close?.();
    rmSync(folder, { recursive: true });
  });

  async function printed(
    edition: Edition,
    by = exporter,
  ): Promise<{ readonly file: string; readonly bytes: Buffer }> {
    const file = join(folder, "handout.pdf");
    const { content } = await by.render(edition, place({ suffix: ".pdf", folder, warn: () => {} }));
    writeFileSync(file, content);
    return { file, bytes: content as Buffer };
  }

  const facts = (file: string) => execFileSync("pdfinfo", [file], { encoding: "utf8" });
  /** The text of each sheet. */
  const sheets = (file: string) =>
    execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);

  test("is tagged, has a title, an outline and the paper that was asked for", async () => {
    const { file, bytes } = await printed(exercises("teacher"));
    expect(facts(file)).toMatch(/Title: +Exercises\n[\s\S]*Tagged: +yes[\s\S]*Page size: .*A4/);
    expect(bytes.includes("/Outlines")).toBe(true);
    const letter = await pdfExporter("letter");
    const { file: american } = await printed(exercises("teacher"), letter);
    expect(facts(american)).toMatch(/Page size: .*letter/);
    await letter.close?.();
  });

  test("is the same, byte for byte, each time", async () => {
    const { bytes } = await printed(exercises("teacher"));
    const another = await pdfExporter("a4");
    expect((await printed(exercises("teacher"), another)).bytes.equals(bytes)).toBe(true);
    await another.close?.();
  });

  test("has the solutions, or a line for the name and none of them", async () => {
    const [forTeachers] = sheets((await printed(exercises("teacher"))).file);
    expect(forTeachers).toMatch(/Teacher’s copy[\s\S]*total \?\? 0[\s\S]*does not mind/);
    const [forStudents] = sheets((await printed(exercises("student"))).file);
    expect(forStudents).toMatch(/Name +Date[\s\S]*\/\/ your code here[\s\S]*Your answer here/);
    expect(forStudents).not.toMatch(secretWords);
  });

  test("has running heads and page numbers, no heading alone at the end of a sheet, and no picture or short output cut in two", async () => {
    const cells = Array.from({ length: 40 }, (_, n) => [
      markdown(
        `## Heading ${n}\n\n${`Sentence of part ${n}. `.repeat(5 + ((n * 37) % 60))}\n\n**Predict:** what of ${n}?`,
      ),
      code(`show(${n})`, [
        stdout(
          [`${n}:begin`, ...Array.from({ length: n % 9 }, (_, i) => `line ${i}`), `${n}:end`].join("\n"),
        ),
        display({
          "image/svg+xml": `<svg viewBox="0 0 300 ${120 + ((n * 53) % 200)}" width="300"><text x="9" y="20">top-${n}</text><text x="9" y="${100 + ((n * 53) % 200)}">bottom-${n}</text></svg>`,
        }),
      ]),
    ]).flat();
    const all = sheets(
      (
        await printed(
          whole(notebook(cells, { title: "Breaks", netcell: { course: "C1", licence: "CC BY 4.0" } })),
        )
      ).file,
    );
    expect(all.length).toBeGreaterThan(10);
    for (const [index, sheet] of all.entries()) {
      const lines = sheet
        .trim()
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
      expect(lines.at(-1)).toMatch(new RegExp(`^Licence: CC BY 4\\.0 +${index + 1} / ${all.length}$`));
      if (index > 0) expect(lines[0]).toMatch(/^Breaks +C1$/);
      expect(lines.at(-2)).not.toMatch(/^Heading|^Predict/);
      for (const [, n] of sheet.matchAll(/top-(\d+)/g)) expect(sheet).toContain(`bottom-${n}`);
      for (const [, n] of sheet.matchAll(/(\d+):begin/g)) expect(sheet).toContain(`${n}:end`);
      for (const [, n] of sheet.matchAll(/what of (\d+)/g)) expect(sheet).toContain(`show(${n})`);
    }
  });

  test("has a drawing of osi's as a drawing, and not the words of a fold that paper cannot open", async () => {
    const view = osi.bits("Hi");
    const shown = display({ "text/plain": view.text, "text/html": view.html, "image/svg+xml": view.svg! });
    const [sheet] = sheets((await printed(whole(notebook([code('osi.bits("Hi")', [shown])])))).file);
    expect(sheet).toContain("Manchester");
    expect(sheet).not.toContain("as text");
  });

  test("shrinks a picture that is taller than a sheet, and lets a long text go on", async () => {
    const tall =
      '<svg viewBox="0 0 100 2000" width="400"><text x="5" y="30">head</text><text x="5" y="1990">foot</text></svg>';
    const lines = Array.from({ length: 200 }, (_, n) => `line ${n}.`);
    const edition = whole(
      notebook([code("a", [display({ "image/svg+xml": tall }), stdout(lines.join("\n"))])]),
    );
    const all = sheets((await printed(edition)).file);
    expect(all.filter((sheet) => /head[\s\S]*foot/.test(sheet))).toHaveLength(1);
    expect(all.join("").match(/line \d+\./g)).toEqual(lines);
  });
});

test("without a browser, the error says what to install", async () => {
  const before = process.env.CHROME_PATH;
  process.env.CHROME_PATH = join(tmpdir(), "no-such-browser");
  try {
    const exporter = await pdfExporter("a4");
    await expect(exporter.render(exercises("student"), place())).rejects.toThrow(
      /^PDF needs a browser, and CHROME_PATH names none that starts: .*no-such-browser/,
    );
    await exporter.close?.();
  } finally {
    if (before === undefined) delete process.env.CHROME_PATH;
    else process.env.CHROME_PATH = before;
  }
});
