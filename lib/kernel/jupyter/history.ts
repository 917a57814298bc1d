/** The history of executed cells, for `history_request`: the last thousand of this session. */

/** Session, line number, input: the triples of the messaging specification. */
type Entry = readonly [session: number, line: number, input: string];

const limit = 1000;
const session = 1;

export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push([session, line, input]);
    if (this.#entries.length > limit) this.#entries.shift();
  }

  /** The entries that a `history_request` asks for; each with an (unknown) output if it asks for outputs. */
  find(request: { readonly [key: string]: unknown }): readonly unknown[] {
    const found = this.#select(request);
    if (request.output !== true) return found;
    return found.map(([session, line, input]) => [session, line, [input, null]]);
  }

  #select(request: { readonly [key: string]: unknown }): readonly Entry[] {
    const count = typeof request.n === "number" ? Math.max(0, request.n) : limit;
    switch (request.hist_access_type) {
      case "range":
        return this.#range(request.session, request.start, request.stop);
      case "search":
        return last(this.#search(request.pattern, request.unique === true), count);
      default:
        return last(this.#entries, count);
    }
  }

  /** Session 0 is the current one; earlier ones are not kept. `stop` itself is not included. */
  #range(of: unknown, start: unknown, stop: unknown): readonly Entry[] {
    if (of !== undefined && of !== 0 && of !== session) return [];
    const from = typeof start === "number" ? start : 1;
    const to = typeof stop === "number" ? stop : Number.POSITIVE_INFINITY;
    return this.#entries.filter(([, line]) => line >= from && line < to);
  }

  /** `pattern` is a glob: `*` and `?`. */
  #search(pattern: unknown, unique: boolean): readonly Entry[] {
    const glob = typeof pattern === "string" ? pattern : "*";
    const source = glob
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, "[^]*")
      .replace(/\?/g, "[^]");
    const matcher = new RegExp(`^${source}$`);
    const found = this.#entries.filter(([, , input]) => matcher.test(input));
    if (!unique) return found;
    return found.filter(([, , input], at) => found.slice(at + 1).every((later) => later[2] !== input));
  }
}

function last(entries: readonly Entry[], count: number): readonly Entry[] {
  return count === 0 ? [] : entries.slice(-count);
}
