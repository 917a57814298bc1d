/** Long lists are shown a page at a time: which part of them this page is, and how to see the others. */
import { NetcellError } from "../../errors";
import { grouped } from "../../view";

/** Which page of a long list. */
export interface PageOptions {
  /** From 1; the first one unless told otherwise. */
  readonly page?: number;
}

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** `page 2 of 400`; undefined where one page holds all. */
  readonly words: string | undefined;
  /** How to see the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** The page of `all` that was asked for, `size` items long. */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  { page = 1 }: PageOptions,
  caller: string,
): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  if (!Number.isInteger(page) || page < 1 || page > pages) {
    throw new NetcellError(`osi.${caller}() has no page ${page}`, {
      code: "EINVAL",
      hint: pages === 1 ? "Leave out page: one holds all." : `Take a whole number from 1 to ${pages}.`,
    });
  }
  return {
    items: all.slice((page - 1) * size, page * size),
    words: pages === 1 ? undefined : `page ${grouped(page)} of ${grouped(pages)}`,
    next: page < pages ? `osi.${caller}(…, { page: ${page + 1} })` : undefined,
  };
}
