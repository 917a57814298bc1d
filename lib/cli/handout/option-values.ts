/** Values of the options of `netcell handout`, read and checked. */
import { InvalidArgumentError } from "commander";
import { type Format, formatNames, type Variant } from "../../handout";

export type Audience = "student" | "teacher" | "both";

/** `html,pdf`, after those that were given before. */
export function formatList(text: string, before: readonly Format[] = []): readonly Format[] {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  for (const name of names)
    if (!formatNames.includes(name as Format))
      throw new InvalidArgumentError(
        `It should be ${formatNames.join(", ")}, or several with commas between.`,
      );
  return [...new Set([...before, ...(names as Format[])])];
}

export function variantsFor(who: Audience | undefined): Variant[] {
  if (who === undefined) return ["whole"];
  return who === "both" ? ["student", "teacher"] : [who];
}
