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
      return {
        convert: (declarations, code) => stock.convert(declarations, code),
        inspect: (declarations, code, position) => stock.inspect(declarations, code, position),
        complete: (declarations, code, position) => stock.complete(declarations, code, position),
        addModule: (name, code, meta) => stock.addModule(name, code, meta),
        close: () => stock.close(),
        ...wrap(stock),
      };
    };
  });
}

/** Replaces the function that compiles a cell by what `wrap` returns. */
export function wrapConvert(tslab: TslabUnderRepair, wrap: (stock: Convert) => Convert): void {
  wrapConverter(tslab, (stock) => ({
    convert: wrap((declarations, code) => stock.convert(declarations, code)),
  }));
}
