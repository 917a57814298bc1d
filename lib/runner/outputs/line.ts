/** The last line of a stream, where carriage return and backspace still move the place of the next character. */

/** A longer line loses its middle. */
const maxLength = 64 * 1024;

export class Line {
  /** The beginning of a line whose middle is gone; the cursor cannot reach it any more. */
  private start = "";
  private omitted = 0;
  private text = "";
  private cursor = 0;

  /** Writes a text without line feeds. */
  write(text: string): void {
    for (const part of text.split(/([\r\b])/)) {
      if (part === "\r") this.cursor = 0;
      else if (part === "\b") this.cursor = Math.max(0, this.cursor - 1);
      else if (part !== "") this.overwrite(part);
    }
  }

  toString(): string {
    const gap = this.omitted > 0 ? ` … ${this.omitted.toLocaleString("en")} characters omitted … ` : "";
    return `${this.start}${gap}${this.text}`;
  }

  private overwrite(part: string): void {
    // After a carriage return, what is too long to be remembered begins anew.
    if (this.cursor === 0 && this.omitted > 0) {
      this.start = "";
      this.omitted = 0;
    }
    if (this.cursor === this.text.length) this.text += part;
    else this.text = this.text.slice(0, this.cursor) + part + this.text.slice(this.cursor + part.length);
    this.cursor += part.length;
    if (this.start.length + this.text.length > maxLength) this.shorten();
  }

  private shorten(): void {
    if (this.omitted === 0) {
      const end = boundary(this.text, maxLength / 4);
      this.start = this.text.slice(0, end);
      this.text = this.text.slice(end);
      this.cursor = Math.max(0, this.cursor - end);
    }
    const cut = boundary(this.text, this.text.length - maxLength / 4);
    this.text = this.text.slice(cut);
    this.omitted += cut;
    this.cursor = Math.max(0, this.cursor - cut);
  }
}

/** `index`, or one more where it would part the two halves of a character. */
function boundary(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}
