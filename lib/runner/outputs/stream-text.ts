/** A stream's text as a screen would show it, with only the beginning and the end kept of what is very long. */
import { Line } from "./line";

/** How much of each end is kept. */
const keep = { lines: 500, characters: 256 * 1024 };

export class StreamText {
  private readonly head: string[] = [];
  private readonly tail: string[] = [];
  private headLength = 0;
  private tailLength = 0;
  private omitted = 0;
  private line = new Line();

  write(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.line.write(text.slice(start, end));
      this.commit(`${this.line}\n`);
      this.line = new Line();
      start = end + 1;
    }
    this.line.write(text.slice(start));
  }

  toString(): string {
    const gap = this.omitted > 0 ? `… ${this.omitted.toLocaleString("en")} lines omitted …\n` : "";
    return `${this.head.join("")}${gap}${this.tail.join("")}${this.line}`;
  }

  private commit(line: string): void {
    const headHasRoom = this.head.length < keep.lines && this.headLength + line.length <= keep.characters;
    if (headHasRoom && this.tail.length === 0) {
      this.head.push(line);
      this.headLength += line.length;
      return;
    }
    this.tail.push(line);
    this.tailLength += line.length;
    while (this.tail.length > keep.lines || this.tailLength > keep.characters) {
      this.tailLength -= this.tail.shift()!.length;
      this.omitted++;
    }
  }
}
