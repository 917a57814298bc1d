/** Marks: a sign and a word, so that meaning never depends on a colour or a shape alone. */

/** A sign of one column, and the word that says the same. */
export interface Mark {
  readonly sign: string;
  readonly word: string;
}
