/** tslab's converter, which compiles each cell, wrapped by repairs. */
import type { TslabUnderRepair } from "../repair";
import type { Conversion, Converter } from "./modules";

type Convert = (declarations: string, code: string) => Conversion;

/** Replaces those functions of the converter that `wrap` returns. */
export function wrapConverter(tslab: TslabUnderRepair, wrap: (stock: Converter) => Partial<Converter>): void {
  tslab.whenLoaded("converter", (converter) => {
    const { createConverter } = converter;
    converter.createConverter = (options) => {
      const stock = createConverter(options);
      return Object.assign(Object.create(stock) as Converter, wrap(stock));
    };
  });
}

/** Replaces the function that compiles a cell by what `wrap` returns. */
export function wrapConvert(tslab: TslabUnderRepair, wrap: (stock: Convert) => Convert): void {
  wrapConverter(tslab, (stock) => ({
    convert: wrap((declarations, code) => stock.convert(declarations, code)),
  }));
}
