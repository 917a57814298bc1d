/** A stream's text as a screen would show it, with only the beginning and the end kept of what is very long. */

/** How much of each end is kept. */
const keep = { lines: 500, characters: 256 * 1024 };

export class StreamText {
  readonly #head: string[] = [];
  readonly #tail: string[] = [];
  #headLength = 0;
  #tailLength = 0;
  #omitted = 0;
  #line = new Line();

  write(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#line.write(text.slice(start, end));
      this.#commit(`${this.#line}\n`);
      this.#line = new Line();
      start = end + 1;
    }
    this.#line.write(text.slice(start));
  }

  toString(): string {
    const gap = this.#omitted > 0 ? `… ${this.#omitted.toLocaleString("en")} lines omitted …\n` : "";
    return `${this.#head.join("")}${gap}${this.#tail.join("")}${this.#line}`;
  }

  #commit(line: string): void {
    const headHasRoom = this.#head.length < keep.lines && this.#headLength + line.length <= keep.characters;
    if (headHasRoom && this.#tail.length === 0) {
      this.#head.push(line);
      this.#headLength += line.length;
      return;
    }
    this.#tail.push(line);
    this.#tailLength += line.length;
    while (this.#tail.length > keep.lines || this.#tailLength > keep.characters) {
      this.#tailLength -= this.#tail.shift()!.length;
      this.#omitted++;
    }
  }
}

/** A longer line loses its middle. */
const maxLineLength = 64 * 1024;

/** The last line of a stream, where carriage return and backspace still move the place of the next character. */
class Line {
  /** The beginning of a line whose middle is gone; the cursor can no longer reach it. */
  #start = "";
  #omitted = 0;
  #text = "";
  #cursor = 0;

  /** Writes a text without line feeds. */
  write(text: string): void {
    for (const part of text.split(/([\r\b])/)) {
      if (part === "\r") this.#cursor = 0;
      else if (part === "\b") this.#cursor = Math.max(0, this.#cursor - 1);
      else if (part !== "") this.#overwrite(part);
    }
  }

  toString(): string {
    const gap = this.#omitted > 0 ? ` … ${this.#omitted.toLocaleString("en")} characters omitted … ` : "";
    return `${this.#start}${gap}${this.#text}`;
  }

  #overwrite(part: string): void {
    // After a carriage return, a line that is too long to be kept begins again.
    if (this.#cursor === 0 && this.#omitted > 0) {
      this.#start = "";
      this.#omitted = 0;
    }
    if (this.#cursor === this.#text.length) this.#text += part;
    else this.#text = this.#text.slice(0, this.#cursor) + part + this.#text.slice(this.#cursor + part.length);
    this.#cursor += part.length;
    if (this.#start.length + this.#text.length > maxLineLength) this.#shorten();
  }

  #shorten(): void {
    if (this.#omitted === 0) {
      const end = boundary(this.#text, maxLineLength / 4);
      this.#start = this.#text.slice(0, end);
      this.#text = this.#text.slice(end);
      this.#cursor = Math.max(0, this.#cursor - end);
    }
    const cut = boundary(this.#text, this.#text.length - maxLineLength / 4);
    this.#text = this.#text.slice(cut);
    this.#omitted += cut;
    this.#cursor = Math.max(0, this.#cursor - cut);
  }
}

/** `index`, or one more where it would part the two halves of a character. */
function boundary(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}
