/** How a repair gets between tslab's executor and its converter, which compiles each cell. */
import type { TslabUnderRepair } from "./repair";
import type { Conversion, Converter } from "./tslab";

type Convert = (declarations: string, code: string) => Conversion;

/** Replaces the function that compiles a cell by what `wrap` makes of it. */
export function wrapConvert(tslab: TslabUnderRepair, wrap: (stock: Convert) => Convert): void {
  tslab.whenLoaded("converter", (converter) => {
    const { createConverter } = converter;
    converter.createConverter = (options) => {
      const stock = createConverter(options);
      const convert = wrap((declarations, code) => stock.convert(declarations, code));
      return Object.assign(Object.create(stock) as Converter, { convert });
    };
  });
}
