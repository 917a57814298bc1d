/** The declarations that cells read: by tslab's TypeScript 5.0.4, which is silent about what it cannot parse. */
import { resolve } from "node:path";
import ts from "@tslab/typescript-for-tslab";
import { describe, expect, test } from "vitest";

const face = resolve(import.meta.dirname, "../../dist/netcell.d.ts");

/** As tslab compiles cells, but strictly, and looking into declaration files too. */
function diagnostics(): string[] {
  const program = ts.createProgram([face], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    esModuleInterop: true,
    noEmit: true,
    skipLibCheck: false,
    strict: true,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter((diagnostic) => diagnostic.file === undefined || diagnostic.file.fileName.includes("/dist/"))
    .map(
      (diagnostic) =>
        `${diagnostic.file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`,
    );
}

describe("the declarations of the public face", () => {
  test("are readable by TypeScript 5.0", () => {
    expect(ts.version).toBe("5.0.4");
    expect(diagnostics()).toEqual([]);
  });
});
