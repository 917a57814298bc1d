/** The values of the options of `netcell handout`. */
import { InvalidArgumentError } from "commander";
import type { Format, Variant } from "../../handout";

export type WhoFor = "student" | "teacher" | "both";

const formatNames: readonly Format[] = ["html", "md", "pdf", "ipynb"];

/** `html,pdf`; given again, more are added. */
export function formatList(text: string, before: readonly Format[] = []): readonly Format[] {
  const wanted = text.split(",").map((name) => name.trim().toLowerCase());
  for (const name of wanted)
    if (!formatNames.includes(name as Format))
      throw new InvalidArgumentError(
        `It should be ${formatNames.join(", ")}, or several with commas between.`,
      );
  return [...new Set([...before, ...(wanted as Format[])])];
}

export function variantsFor(who: WhoFor | undefined): Variant[] {
  if (who === undefined) return ["whole"];
  return who === "both" ? ["student", "teacher"] : [who];
}
