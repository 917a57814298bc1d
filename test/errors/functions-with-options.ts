/** The functions of the public face that take an object of options, read from its types. */
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../support/kernel";

/** Their names: `capture`, `tcp.listen`, and `Connection.recv` for the method of an interface. */
export function functionsWithOptions(): string[] {
  const file = join(projectRoot, "lib/index.ts");
  const config = ts.getParsedCommandLineOfConfigFile(join(projectRoot, "tsconfig.json"), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(String(messageText));
    },
  })!;
  const program = ts.createProgram([file], { ...config.options, noEmit: true, composite: false });
  const types = program.getTypeChecker();
  const face = types.getSymbolAtLocation(program.getSourceFile(file)!)!;
  const found = new Set<string>();
  for (const exported of types.getExportsOfModule(face)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? types.getAliasedSymbol(exported) : exported;
    const type =
      symbol.flags & ts.SymbolFlags.Value
        ? types.getTypeOfSymbol(symbol)
        : symbol.flags & ts.SymbolFlags.Interface
          ? types.getDeclaredTypeOfSymbol(symbol)
          : undefined;
    if (!type) continue;
    if (takesOptions(type)) found.add(exported.name);
    const members = [
      ...type.getProperties(),
      ...(symbol.flags & ts.SymbolFlags.Class ? types.getDeclaredTypeOfSymbol(symbol).getProperties() : []),
    ];
    for (const member of members)
      if (isOurs(member) && takesOptions(types.getTypeOfSymbol(member)))
        found.add(`${exported.name}.${member.name}`);
  }
  return [...found].sort();

  function takesOptions(type: ts.Type): boolean {
    return type
      .getCallSignatures()
      .some(({ parameters }) =>
        parameters.some((parameter) => isOptions(types.getNonNullableType(types.getTypeOfSymbol(parameter)))),
      );
  }

  /** By its name; or an object without methods whose members may all be left out. */
  function isOptions(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.some(isOptions);
    if (type.isIntersection()) return type.types.some(isOptions);
    if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0) return false;
    const name = type.aliasSymbol?.name ?? type.symbol?.name ?? "";
    if (/Options$/.test(name)) return true;
    const members = type.getProperties();
    return (
      members.length > 0 &&
      !/Init$/.test(name) &&
      members.every(({ flags }) => flags & ts.SymbolFlags.Optional)
    );
  }

  function isOurs({ name, declarations }: ts.Symbol): boolean {
    const declared = declarations?.[0]?.getSourceFile().fileName ?? "node_modules";
    return !name.startsWith("__@") && !declared.includes("node_modules");
  }
}
