/** The notebooks of the course. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../notebooks", import.meta.url));

export const course = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => join(folder, name));
