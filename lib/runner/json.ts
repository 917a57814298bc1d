/** A JSON object whose shape others decide: a kernel, or who wrote a notebook. */
export type Json = Record<string, unknown>;
