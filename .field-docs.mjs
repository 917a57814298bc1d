/**
 * The sentence about each header field stands once in the sources: as `doc` in its protocol's table. Here it is written
 * before the field's declaration too, so that a tooltip in a cell and the documentation pages show it.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);
const folder = join(import.meta.dirname, "dist/packets/protocols");

/** Writes the sentences into the declarations of all protocols; those of an earlier build are replaced. */
export function documentFields() {
  require(join(folder, "index.js"));
  const all = require(join(folder, "../model/definition.js")).definitions;
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".d.ts")) continue;
    const before = readFileSync(join(folder, file), "utf8");
    const exported = Object.values(require(join(folder, file.replace(".d.ts", ".js"))));
    const own = exported.map((protocol) => protocol?.definition);
    const tables = [...own, ...all].filter(Boolean).map(({ fields }) => fields);
    const after = documented(before, tables);
    if (after !== before) writeFileSync(join(folder, file), after);
  }
}

/** The declarations with the sentence before each field of a table, or of a part of one that several tables share. */
function documented(code, tables) {
  const source = ts.createSourceFile("protocol.d.ts", code, ts.ScriptTarget.Latest, true);
  const changes = [];
  const visit = (node) => {
    ts.forEachChild(node, visit);
    if (!ts.isTypeLiteralNode(node)) return;
    const table = tableOf(node.members.map(({ name }) => name?.text));
    for (const member of node.members) {
      const doc = table?.[member.name.text].doc;
      if (!doc) continue;
      const sentence = doc[0].toUpperCase() + doc.slice(1) + (doc.endsWith("…") ? "" : ".");
      const comment = `/** ${sentence} */\n    `;
      changes.push({ from: member.getStart(source, true), to: member.getStart(), comment });
    }
  };
  /** The table with these fields; else the first that has them among others. */
  const tableOf = (names) => {
    const having = tables.filter((fields) => names.every((name) => Object.hasOwn(fields, name)));
    return having.find((fields) => Object.keys(fields).length === names.length) ?? having[0];
  };
  ts.forEachChild(source, visit);
  changes.sort((one, other) => other.from - one.from);
  return changes.reduce(
    (text, { from, to, comment }) => text.slice(0, from) + comment + text.slice(to),
    code,
  );
}
