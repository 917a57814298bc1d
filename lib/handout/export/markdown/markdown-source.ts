/** Changes in the source of Markdown, everywhere but in code: where links and pictures lead, and what HTML may stay. */

/** The source with every target of a link, a picture or an attribute replaced, and without comments. */
export function rewritten(source: string, target: (old: string) => string): string {
  return source.replace(pattern, (whole, ...groups) => {
    const { lead, old } = groups.at(-1) as { readonly lead?: string; readonly old?: string };
    if (lead === undefined || old === undefined) return whole.startsWith("<!--") ? "" : whole;
    const bare = /^<.*>$/.test(old) ? old.slice(1, -1) : old;
    const wanted = target(bare);
    // Unchanged targets keep their spelling.
    if (wanted === bare) return whole;
    return `${lead}${/[\s()]/.test(wanted) && !lead.endsWith('"') ? `<${wanted}>` : wanted}`;
  });
}

/** The source with every tag as text, and without links that could run something. */
export function withoutHtml(source: string): string {
  const harmless = rewritten(source, (target) =>
    /^(?!https?:|mailto:)[a-z][a-z\d+.-]*:/i.test(target) ? "#" : target,
  );
  return harmless.replace(new RegExp(`${code}|(?<tag><(?=[a-z/!?]))`, "gim"), (whole, ...groups) =>
    (groups.at(-1) as { readonly tag?: string }).tag === undefined ? whole : "&lt;",
  );
}

const fenced = String.raw`^ {0,3}(?<fence>\x60{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\k<fence>[\x60~]*[ \t]*$|(?![\s\S]))`;
const inline = String.raw`(?<![\x60\\])(?<ticks>\x60+)(?!\x60)[\s\S]*?(?<!\x60)\k<ticks>(?!\x60)`;
const code = `${fenced}|${inline}`;
const inBrackets = String.raw`\]\(\s*`;
const definition = String.raw`^ {0,3}\[[^\]\n]+\]:[ \t]*`;
const attribute = String.raw`\b(?:src|href)\s*=\s*"`;

const pattern = new RegExp(
  String.raw`${code}|<!--[\s\S]*?(?:-->|(?![\s\S]))|(?<lead>${inBrackets}|${definition}|${attribute})(?<old><[^>\n]*>|(?:(?<=")[^"\n]*|[^\s()"]*(?:\([^\s()]*\)[^\s()"]*)*))`,
  "gm",
);
