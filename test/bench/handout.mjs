/** `netcell handout` of executed notebooks against `jupyter nbconvert --to html` of the same, and how large the pages are. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute, perMinute } from "./commands.mjs";
import { compareRates, report } from "./compare.mjs";
import { course } from "./course.mjs";
import { pythonWith } from "./installed.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

export async function benchHandout() {
  const out = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  const cli = join(root, "dist/cli/main.js");
  try {
    execute(process.execPath, [cli, "run", ...course, "--out", out]);
    const executed = course.map((source) => join(out, basename(source)));
    const handOut = () =>
      execute(process.execPath, [cli, "handout", ...executed, "--out", join(out, "ours")]);
    handOut();
    for (const source of course) {
      const name = basename(source, ".ipynb");
      reportSize(name, join(out, "ours", `${name}.html`));
    }
    const python = pythonWith("nbconvert");
    if (!python) return console.log("netcell handout / nbconvert: not measured, there is no Python here");
    const nbconvert = ["-m", "nbconvert", "--to", "html", "--output-dir", join(out, "theirs")];
    await compareRates(
      `netcell handout / nbconvert --to html, the course (${course.length} notebooks)`,
      () => perMinute(handOut),
      () => perMinute(() => execute(python, [...nbconvert, ...executed])),
      { rounds: 3, unit: " exports a minute" },
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** A page without its figures should stay under 60 kB. */
function reportSize(name, file) {
  const page = readFileSync(file, "utf8");
  const figures =
    page.match(/<div class="out (?:plain|drawing)[\s\S]*?<\/div>\n(?=<div class="|<\/main>)/g) ?? [];
  const bare = page.length - figures.join("").length;
  report(
    `size of ${name}.html / 60 kB`,
    bare / 60_000,
    `${statSync(file).size} bytes, ${bare} without figures`,
  );
}
