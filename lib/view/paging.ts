/** Long lists, a page at a time. */

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Which page it is, from 1, and how many there are. */
  readonly page: number;
  readonly pages: number;
}

/** The number of pages of `size` items; an empty list has one. */
export function pagesOf(count: number, size: number): number {
  return Math.max(1, Math.ceil(count / size));
}

/** This page of the list; undefined if the page does not exist. */
export function pageOf<T>(all: readonly T[], size: number, page = 1): Page<T> | undefined {
  const pages = pagesOf(all.length, size);
  if (!Number.isInteger(page) || page < 1 || page > pages) return undefined;
  return { items: all.slice((page - 1) * size, page * size), page, pages };
}
