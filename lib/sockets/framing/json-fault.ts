/** Where a text stops being JSON (RFC 8259), for a person to read: JSON.parse() says it in other words on each Node, or not. */

/** The first character that no JSON text can have there, and what could be there. */
export interface JsonFault {
  readonly at: number;
  readonly wanted: string;
}

/** The fault of a text that JSON.parse() refuses. */
export function jsonFault(text: string): JsonFault {
  const scan = new Scan(text);
  scan.run();
  return { at: scan.at, wanted: scan.wanted };
}

const anyValue = "a value";
const words = ["true", "false", "null"];

/** One walk over a text. It keeps the open brackets in a list: a hostile depth costs memory in proportion, no stack. */
class Scan {
  at = 0;
  wanted = anyValue;
  readonly #text: string;
  readonly #open: Array<"]" | "}"> = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Walks to the fault, or to the end. */
  run(): void {
    let goesOn = this.#value();
    while (goesOn) {
      const close = this.#open.at(-1);
      this.#space();
      if (close === undefined) {
        this.wanted = "nothing more";
        return;
      }
      if (this.#take(close)) {
        this.#open.pop();
        continue;
      }
      this.wanted = `"," or "${close}"`;
      goesOn = this.#take(",") && (close === "]" ? this.#value() : this.#key() && this.#value());
    }
  }

  /** A value, or the beginning of an array or object up to where its first value ends. */
  #value(): boolean {
    for (;;) {
      this.#space();
      this.wanted = anyValue;
      if (this.#take("[")) {
        this.#open.push("]");
        this.#space();
        if (this.#text[this.at] === "]") return true;
        this.wanted = `${anyValue} or "]"`;
        if (this.#isAtFault()) return false;
      } else if (this.#take("{")) {
        this.#open.push("}");
        this.#space();
        if (this.#text[this.at] === "}") return true;
        if (!this.#key('a key in double quotes or "}"')) return false;
      } else return this.#scalar();
    }
  }

  #isAtFault(): boolean {
    return !/[[{"\-0-9tfn]/.test(this.#text[this.at] ?? "");
  }

  #key(wanted = "a key in double quotes"): boolean {
    this.#space();
    this.wanted = wanted;
    if (this.#text[this.at] !== '"' || !this.#string()) return false;
    this.#space();
    this.wanted = '":"';
    return this.#take(":");
  }

  #scalar(): boolean {
    const first = this.#text[this.at];
    if (first === '"') return this.#string();
    if (first !== undefined && /[-0-9]/.test(first)) return this.#number();
    const word = words.find((each) => each[0] === first);
    if (!word) return false;
    this.wanted = `the rest of ${word}`;
    for (const letter of word) if (!this.#take(letter)) return false;
    return true;
  }

  /** RFC 8259, section 6. */
  #number(): boolean {
    this.#take("-");
    this.wanted = "a digit";
    if (!this.#take("0") && !this.#digits()) return false;
    if (this.#take(".") && !this.#digits()) return false;
    if (!this.#take("e") && !this.#take("E")) return true;
    if (!this.#take("+")) this.#take("-");
    return this.#digits();
  }

  /** RFC 8259, section 7. */
  #string(): boolean {
    this.at++;
    for (;;) {
      this.wanted = 'a character or the closing "';
      const character = this.#text[this.at];
      if (character === undefined || character < " ") return false;
      this.at++;
      if (character === '"') return true;
      if (character === "\\" && !this.#escape()) return false;
    }
  }

  #escape(): boolean {
    this.wanted = 'one of " \\ / b f n r t u';
    if (!this.#takeOne(/["\\/bfnrtu]/)) return false;
    if (this.#text[this.at - 1] !== "u") return true;
    this.wanted = "a hexadecimal digit";
    for (let i = 0; i < 4; i++) if (!this.#takeOne(/[0-9a-fA-F]/)) return false;
    return true;
  }

  #digits(): boolean {
    const from = this.at;
    while (this.#takeOne(/[0-9]/));
    return this.at > from;
  }

  #space(): void {
    while (this.#takeOne(/[ \t\n\r]/));
  }

  #take(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  #takeOne(kind: RegExp): boolean {
    const character = this.#text[this.at];
    if (character === undefined || !kind.test(character)) return false;
    this.at++;
    return true;
  }
}
