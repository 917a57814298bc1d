/** Puts parameters into a notebook: a cell after the one tagged `parameters` gives its variables their values. */
import type * as TypeScript from "typescript";
import type { Cell, CodeCell, Notebook } from "../nbformat/notebook";
import { NotebookError } from "../nbformat/notebook-error";
import type { Parameter } from "./parse";

const injectedTag = "injected-parameters";

/** The notebook with the cell, which replaces the one of an earlier run; `path` is for errors. */
export function injectParameters(
  notebook: Notebook,
  parameters: readonly Parameter[],
  path: string,
): Notebook {
  if (parameters.length === 0) return notebook;
  const cells = notebook.cells.filter((cell) => !hasTag(cell, injectedTag));
  const place = cells.findIndex((cell) => hasTag(cell, "parameters"));
  if (place < 0)
    throw new NotebookError(
      path,
      `no cell is tagged "parameters", so nothing takes --param ${parameters[0]!.name}.`,
      { hint: "Tag the cell that declares it." },
    );
  const declared = declarationsIn(cells[place]!.source);
  const lines = parameters.map((parameter) => statement(parameter, declared, path));
  return { ...notebook, cells: [...cells.slice(0, place + 1), cellOf(lines), ...cells.slice(place + 1)] };
}

function hasTag(cell: Cell, tag: string): boolean {
  return cell.cell_type === "code" && (cell.metadata.tags ?? []).includes(tag);
}

/** One that the kernel's type checker accepts only if the value is of the parameter's type. */
function statement({ name, value }: Parameter, declared: readonly Declaration[], path: string): string {
  const parameter = declared.find((one) => one.name === name);
  if (parameter === undefined) {
    const names = declared.map((one) => one.name).join(", ");
    const valid =
      names === "" ? "Its cell tagged parameters declares none." : `Its parameters are: ${names}.`;
    throw new NotebookError(path, `it has no parameter "${name}".`, { hint: valid });
  }
  // In braces, for a bare assignment would show its value.
  if (!parameter.constant) return `{ ${name} = ${value}; }`;
  if (parameter.type !== undefined) return `const ${name}: ${parameter.type} = ${value};`;
  throw new NotebookError(path, `the parameter "${name}" is a constant whose type is not written.`, {
    hint: "Declare it with let, or with its type.",
  });
}

function cellOf(lines: readonly string[]): CodeCell {
  return {
    cell_type: "code",
    id: injectedTag,
    metadata: { tags: [injectedTag] },
    source: ["// Given with --param", ...lines].join("\n"),
    execution_count: null,
    outputs: [],
  };
}

interface Declaration {
  readonly name: string;
  readonly constant: boolean;
  /** As written, or as clear from the value; undefined where only the type checker knows. */
  readonly type: string | undefined;
}

/** The top-level variables that a cell declares, in their order, read with the TypeScript of the kernel itself. */
function declarationsIn(source: string): Declaration[] {
  // Loaded here, for it is large and few runs have parameters.
  const ts = require("typescript") as Compiler;
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => {
    const constant = (declarationList.flags & ts.NodeFlags.Const) !== 0;
    return declarationList.declarations.flatMap(({ name, type, initializer }) =>
      ts.isIdentifier(name)
        ? [{ name: name.text, constant, type: type?.getText() ?? typeOf(ts, initializer) }]
        : [],
    );
  });
}

type Compiler = typeof TypeScript;

function typeOf(ts: Compiler, initializer: TypeScript.Expression | undefined): string | undefined {
  if (initializer === undefined) return undefined;
  const value = ts.isPrefixUnaryExpression(initializer) ? initializer.operand : initializer;
  if (ts.isNumericLiteral(value)) return "number";
  if (ts.isStringLiteralLike(value)) return "string";
  if (ts.isBigIntLiteral(value)) return "bigint";
  const boolean = value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword;
  return boolean ? "boolean" : undefined;
}
