/** One page that leads to all handouts of a course: each with its author, date, licence, formats and sections. */
import { type Html, html, joined } from "../../../view";
import { loadHighlighter } from "../../content/highlight";
import { loadMarkdown, type Markdown } from "../../content/markdown";
import type { About } from "../../document/about";
import { type Block, type Heading, toDoc } from "../../document/document";
import { type Edition, editionNote, type Variant } from "../../variants/edition";
import { byline, htmlPage, phrase, type Theme, titleOf } from "./html-exporter";

export interface CoursePage {
  /** `formats` are the files of this handout, relative to the page, each with the name of its format. */
  add(edition: Edition, name: string, formats: readonly Format[]): void;
  render(variant: Variant): string;
}

export interface Format {
  readonly name: string;
  readonly file: string;
}

interface Entry {
  readonly about: About;
  /** In Markdown. */
  readonly headline: string;
  readonly sections: readonly Heading[];
  readonly formats: readonly Format[];
}

export async function coursePage(theme: Theme): Promise<CoursePage> {
  const markdown = await loadMarkdown(await loadHighlighter());
  const entries = new Map<Variant, Entry[]>();
  return {
    add(edition, name, formats) {
      const { about, headline, blocks } = toDoc(edition, name, markdown.headings);
      const entry = { about, headline, sections: sectionsOf(blocks), formats };
      entries.set(edition.variant, [...(entries.get(edition.variant) ?? []), entry]);
    },
    render: (variant) => render(entries.get(variant) ?? [], variant, theme, markdown),
  };
}

/** The highest headings, which a reader looks for. */
function sectionsOf(blocks: readonly Block[]): Heading[] {
  const all = blocks.flatMap((block) => (block.kind === "prose" ? block.headings : []));
  const top = Math.min(...all.map(({ level }) => level));
  return all.filter(({ level }) => level === top);
}

function render(entries: readonly Entry[], variant: Variant, theme: Theme, markdown: Markdown): string {
  const shared = (read: (about: About) => string | undefined) => {
    const values = new Set(entries.map(({ about }) => read(about)));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const title = shared(({ course }) => course) ?? "Handouts";
  const about = {
    title,
    authors: shared(({ authors }) => authors.join("\n"))?.split("\n") ?? [],
    date: shared(({ date }) => date),
    licence: shared(({ licence }) => licence),
    course: undefined,
    lang: shared(({ lang }) => lang) ?? "en",
  };
  const body = html`<main id="page.main" tabindex="-1">
<ol class="handouts">
${entries.map((entry) => handout(entry, about, markdown))}</ol>
</main>
`;
  return htmlPage({ about, title, headline: html`${title}`, note: editionNote[variant], theme, body });
}

function handout({ about, headline, sections, formats }: Entry, shared: About, markdown: Markdown): Html {
  const page = formats.find(({ name }) => name === "HTML");
  const link = (file: string, content: Html) => html`<a href="${encodeURI(file)}">${content}</a>`;
  const title = phrase(markdown, headline);
  const spoken = titleOf(markdown.inline(headline));
  const files = formats.map(
    ({ name, file }) => html`<a href="${encodeURI(file)}" aria-label="${spoken}, ${name}">${name}</a>`,
  );
  const own = {
    ...about,
    authors: about.authors.join() === shared.authors.join() ? [] : about.authors,
    date: about.date === shared.date ? undefined : about.date,
  };
  const licence =
    about.licence !== undefined &&
    about.licence !== shared.licence &&
    html`<p>Licence: ${about.licence}</p>\n`;
  const items = sections.map((section) => {
    const text = phrase(markdown, section.markdown);
    return html`<li>${page ? link(`${page.file}#${section.id}`, text) : text}</li>`;
  });
  return html`<li>
<h2>${page ? link(page.file, title) : title}</h2>
${byline(own, "")}${licence}<p class="formats">${joined(files, " ")}</p>
${items.length > 0 && html`<ul>${joined(items, "\n")}</ul>\n`}</li>
`;
}
