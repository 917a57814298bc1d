/** The facts in the metadata of a notebook: title, authors, course, date, licence, language. */
import type { NotebookMetadata } from "../../runner";

export interface About {
  readonly title: string | undefined;
  readonly authors: readonly string[];
  readonly course: string | undefined;
  readonly date: string | undefined;
  readonly licence: string | undefined;
  /** The language of the prose, as a BCP 47 tag. */
  readonly lang: string;
}

/** `metadata.netcell` comes before `metadata` itself, where Jupyter's tools keep title and authors. */
export function about(metadata: NotebookMetadata): About {
  const netcell = metadata.netcell;
  const places = [typeof netcell === "object" && netcell !== null ? { ...netcell } : {}, { ...metadata }];
  const look = <T>(read: (value: unknown) => T | undefined, ...names: string[]): T | undefined => {
    for (const place of places as { readonly [name: string]: unknown }[])
      for (const name of names) {
        const found = read(place[name]);
        if (found !== undefined) return found;
      }
    return undefined;
  };
  return {
    title: look(line, "title"),
    authors: look(people, "authors", "author") ?? [],
    course: look(line, "course"),
    date: look(line, "date"),
    licence: look(line, "licence", "license"),
    lang: look(languageTag, "lang", "language") ?? "en",
  };
}

function line(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "";
  return text === "" ? undefined : text;
}

/** `"Ada"`, `["Ada", "Grace"]` or nbformat's `[{ "name": "Ada" }]`. */
function people(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]) as unknown[];
  const names = list.map((one) => line(one) ?? line((one as { readonly name?: unknown } | null)?.name));
  const known = names.filter((name) => name !== undefined);
  return known.length > 0 ? known : undefined;
}

function languageTag(value: unknown): string | undefined {
  const tag = line(value);
  return tag !== undefined && /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(tag) ? tag : undefined;
}
