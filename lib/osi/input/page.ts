/** Long lists are shown a page at a time: which part of them this page is, and how to see the others. */
import { invalid, type NamesOf, typedValue } from "../../errors";
import { grouped, pageOf, pagesOf } from "../../view";

/** Which page of a long list. */
export interface PageOptions {
  /** From 1 (default: 1). */
  readonly page?: number;
}

/** The names of {@link PageOptions}. */
export const pageNames: NamesOf<PageOptions> = { page: true };

/** A part of a list, and what is said of it. */
export interface ViewPage<T> {
  readonly items: readonly T[];
  /** `page 2 of 400`; undefined where one page holds all. */
  readonly title: string | undefined;
  /** The call that shows the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** The page of `all` that was asked for, `size` items long. */
export function viewPageOf<T>(
  all: readonly T[],
  size: number,
  { page = 1 }: PageOptions,
  caller: string,
): ViewPage<T> {
  const pages = pagesOf(all.length, size);
  const part = pageOf(all, size, page);
  if (!part)
    throw invalid(
      `osi.${caller}() has no page ${typedValue(page)}`,
      pages === 1 ? "Leave out page: one holds all." : `Take a whole number from 1 to ${pages}.`,
    );
  return {
    items: part.items,
    title: pages === 1 ? undefined : `page ${grouped(page)} of ${grouped(pages)}`,
    next: page < pages ? `osi.${caller}(…, { page: ${page + 1} })` : undefined,
  };
}
