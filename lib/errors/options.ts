/** Options of public functions, checked: an object, or left out, in which each name exists. */
import { inspect } from "node:util";
import { namesThatExist } from "./did-you-mean";
import { NetcellError } from "./netcell-error";

/** The names of all options of a call: the compiler sees to it that none is missing. */
export type NamesOf<T> = { readonly [name in keyof Required<T>]: true };

/** The options, if they are an object whose names all exist: a mistyped name would have no effect, and stay unseen. */
export function checkedOptions<T extends object>(options: T, names: NamesOf<T>): T {
  if (typeof options !== "object" || options === null)
    throw new NetcellError(`${inspect(options, { depth: 0 })} is not an object of options`, {
      code: "EINVAL",
      hint: `Write the options in braces, such as { ${Object.keys(names)[0]}: … }, or leave them out.`,
    });
  for (const name in options) if (!Object.hasOwn(names, name)) throw noOption(name, Object.keys(names));
  return options;
}

/** The error for an option that does not exist, with the one that was meant. */
function noOption(name: string, names: readonly string[]): NetcellError {
  return new NetcellError(`there is no option ${inspect(name)}`, {
    code: "EINVAL",
    hint: namesThatExist(name, names, "options"),
  });
}
