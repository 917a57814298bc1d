/** Globals of the running Node.js that its package of types does not declare, such as `WebAssembly`. */
import ts from "typescript";

/** Declarations of the globals that the program does not know: they work, but nothing is known of their types. */
export function undeclaredGlobals(program: ts.Program, from: ts.SourceFile): string {
  const checker = program.getTypeChecker();
  const namesOf = (meaning: ts.SymbolFlags) =>
    new Set(checker.getSymbolsInScope(from, meaning).map(({ name }) => name));
  const values = namesOf(ts.SymbolFlags.Value);
  const types = namesOf(ts.SymbolFlags.Type);
  return Object.getOwnPropertyNames(globalThis)
    .filter((name) => /^[A-Za-z]\w*$/.test(name) && !values.has(name))
    .flatMap((name) => [
      `declare var ${name}: any;\n`,
      ...(/^[A-Z]/.test(name) && !types.has(name) ? [`type ${name} = any;\n`] : []),
    ])
    .join("");
}
