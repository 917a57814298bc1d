/** The names that links in one page point at: each given once, headings by GitHub's rule. */

export class Anchors {
  readonly #taken = new Set<string>();

  /** A name made from a heading's text: `## Ports & sockets` is `ports--sockets`, a second one `ports--sockets-1`. */
  forHeading(text: string): string {
    const wanted = slug(text) || "section";
    for (let n = 0; ; n++) {
      const name = n === 0 ? wanted : `${wanted}-${n}`;
      if (this.claim(name)) return name;
    }
  }

  /** Takes a name, unless it is taken or looks like one of the page's own (`page.…`, no heading makes a dot). */
  claim(name: string): boolean {
    if (name === "" || /\s/.test(name) || name.startsWith("page.") || this.#taken.has(name)) return false;
    this.#taken.add(name);
    return true;
  }

  /** Where `#fragment` leads: JupyterLab writes `#Ports-&-sockets` for what GitHub and handouts call `#ports--sockets`. */
  find(fragment: string): string {
    const name = decoded(fragment);
    if (this.#taken.has(name)) return name;
    const likeGitHub = slug(name);
    return this.#taken.has(likeGitHub) ? likeGitHub : name;
  }
}

function slug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, "")
    .replace(/ /g, "-");
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
