/** Markup from a notebook, reduced to what the allow-list names: nothing runs, nothing is loaded, every tag is closed. */
import sanitizeHtml from "sanitize-html";
import { type Html, trusted } from "../../view";
import { attributes, harmlessValue, proseClasses, silentTags, styleLike, styles, tags } from "./allow-list";
import { allowedText } from "./text";

/** The page around the markup: its names, links and pictures. */
export interface Surroundings {
  /** The id that this one has in the page, or undefined to drop it. */
  id(id: string): string | undefined;
  /** Where a link leads in the page, as a whole `href`. */
  link(href: string): string;
  /** The picture as a `data:` URL, or undefined when it cannot be part of the page. */
  picture(source: string, alt: string): string | undefined;
  /** Whether the classes of the Markdown renderer keep their meaning. */
  readonly ownClasses: boolean;
  /** Called with the name of each element that was not let in. */
  refused?(tag: string): void;
}

export function sanitize(markup: string, surroundings: Surroundings): Html {
  const safe = sanitizeHtml(allowedText(markup), {
    allowedTags: [...tags],
    // Deeper than any author writes, shallower than what makes a browser slow; the text stays.
    nestingLimit: 200,
    nonTextTags: [...silentTags],
    allowedAttributes: attributes,
    ...(surroundings.ownClasses && { allowedClasses: { "*": [...proseClasses] } }),
    allowedStyles: { "*": styles },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    transformTags: {
      img: (_, raw) => picture(raw, surroundings),
      "*": (tag, raw) => fitted(tag, raw, surroundings),
    },
    onOpenTag: (tag) => {
      if (silentTags.includes(tag) && tag !== "style") surroundings.refused?.(tag);
    },
  });
  return trusted(safe);
}

/** One element with its names and references made to fit the page. */
function fitted(tagName: string, raw: sanitizeHtml.Attributes, page: Surroundings): sanitizeHtml.Tag {
  const attribs: sanitizeHtml.Attributes = {};
  for (const [name, value] of Object.entries(raw)) {
    const kept = fittedValue(tagName, name, value, page);
    if (kept !== undefined) attribs[name] = kept;
  }
  // A link out of a handout does not name the file that it was in.
  if (tagName === "a" && /^https?:/i.test(attribs.href ?? "")) attribs.rel = "noreferrer";
  return { tagName, attribs };
}

function fittedValue(tag: string, name: string, value: string, page: Surroundings): string | undefined {
  if (name === "id") return page.id(value);
  if (idLists.has(name)) return idsOf(value, page) || undefined;
  if (name === "rel") return undefined;
  if (name === "href" || name === "xlink:href") {
    if (tag === "a") return name === "href" ? page.link(value.trim()) : undefined;
    // A drawing refers to its own parts only.
    return value.startsWith("#") ? localReference(value.slice(1), page) : undefined;
  }
  if (name === "style") return withLocalUrls(value, page);
  if (!styleLike.has(name)) return value;
  const local = withLocalUrls(value, page);
  return harmlessValue.test(local) ? local : undefined;
}

const idLists = new Set(["aria-labelledby", "aria-describedby", "headers"]);

function idsOf(list: string, page: Surroundings): string {
  const ids = list.split(/\s+/).map((id) => page.id(id));
  return ids.filter((id) => id !== undefined).join(" ");
}

function localReference(id: string, page: Surroundings): string | undefined {
  const there = page.id(id);
  return there === undefined ? undefined : `#${there}`;
}

function withLocalUrls(value: string, page: Surroundings): string {
  return value.replace(
    /url\(\s*["']?#([^"'()\\\s]+)["']?\s*\)/gi,
    (_whole, id: string) => `url(${localReference(id, page) ?? "#"})`,
  );
}

/** A picture that cannot be shown leaves its description. */
function picture(raw: sanitizeHtml.Attributes, page: Surroundings): sanitizeHtml.Tag {
  const alt = raw.alt ?? "";
  const src = page.picture(raw.src ?? "", alt);
  if (src !== undefined) return { tagName: "img", attribs: { ...raw, alt, src } };
  return { tagName: "em", attribs: {}, text: alt === "" ? "[picture]" : `[picture: ${alt}]` };
}
