/** Words for numbers, the same in every view. */

/** `1 turn`, `2 turns`, without the number. */
export function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

/** `12 bytes`, `12,345 bytes`. */
export function bytesText(count: number): string {
  return counted(count, "byte");
}

/** `1 packet`, `9999 packets`, `10,000 packets`. */
export function counted(count: number, word: string): string {
  return `${grouped(count)} ${plural(count, word)}`;
}

/** With commas between thousands from five digits on. */
export function grouped(count: number): string {
  return count < 10_000 ? String(count) : count.toLocaleString("en");
}

/** The text with a capital letter at its beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
