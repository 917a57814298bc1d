/** How a repair gets between tslab's executor and its converter, which compiles each cell. */
import type { TslabUnderRepair } from "../repair";
import type { Conversion, Converter } from "./modules";

type Convert = (declarations: string, code: string) => Conversion;

/** Replaces the functions of the converter that `wrap` gives anew. */
export function wrapConverter(tslab: TslabUnderRepair, wrap: (stock: Converter) => Partial<Converter>): void {
  tslab.whenLoaded("converter", (converter) => {
    const { createConverter } = converter;
    converter.createConverter = (options) => {
      const stock = createConverter(options);
      return Object.assign(Object.create(stock) as Converter, wrap(stock));
    };
  });
}

/** Replaces the function that compiles a cell by what `wrap` makes of it. */
export function wrapConvert(tslab: TslabUnderRepair, wrap: (stock: Convert) => Convert): void {
  wrapConverter(tslab, (stock) => ({
    convert: wrap((declarations, code) => stock.convert(declarations, code)),
  }));
}
