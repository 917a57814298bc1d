/** What the type checker of a cell (TypeScript 5.0.4, strict or not) lets through, and what it does not. */
import { resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const front = resolve(import.meta.dirname, "../../lib/packets/index.ts");

const checked = `
import { dissect, Ether, IP, IPv6, packet, Raw, TCP, UDP, type Packet } from "${front.replaceAll("\\", "/").replace(/\.ts$/, "")}";

export const syn = packet(Ether({ dst: "aa:bb:cc:dd:ee:ff" }), IP({ dst: "10.0.0.1", proto: "tcp" }), TCP({ dport: "http", flags: "SA" }), "GET");
export const host: string = "10.0.0.1";
export const chained: Packet = IP({ dst: host }).carry(UDP({ sport: 5000 }), Uint8Array.of(1));
export const port: number = syn.get(TCP).dport;
export const flags: string = dissect(syn.bytes).with(TCP, { ttlless: undefined } as {}).get(TCP).flags;
export const options = TCP({ options: [["MSS", 1460], "NOP", ["Timestamp", [1, 2]], [254, Uint8Array.of(1)]] });
export const load: Uint8Array = syn.get(Raw).load;
export const parts = [IP(), UDP(), "hello"];
export const spread = packet(...parts);
export const maybe = IP({ ttl: undefined });

// @ts-expect-error there is no such field
TCP({ dprot: 80 });
// @ts-expect-error an address is no number
IP({ dst: 7 });
// @ts-expect-error no port is named so
UDP({ dport: "htpp" });
// @ts-expect-error no such option
TCP({ options: [["MMS", 3]] });
// @ts-expect-error an MSS is a number
TCP({ options: [["MSS", "big"]] });
// @ts-expect-error a protocol has to be called
packet(TCP);
// @ts-expect-error UDP has no flags
syn.get(UDP).flags;
// @ts-expect-error that is a field of IP
syn.with(TCP, { ttl: 1 });
// @ts-expect-error values are not to be changed
syn.get(IP).ttl = 1;
// @ts-expect-error IPv6 says plen
IPv6({ len: 40 });
`;

/** What the compiler says about the cell, and the declarations that the next cell would see. */
function compile(strict: boolean, cell = checked): { messages: string[]; declarations: string } {
  const file = resolve(import.meta.dirname, "cell.ts");
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    declaration: true,
    emitDeclarationOnly: true,
    skipLibCheck: true,
    strict,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, cell, version) : getSourceFile(name, version);
  let declarations = "";
  host.writeFile = (name, text) => {
    if (name.endsWith("cell.d.ts")) declarations = text;
  };
  const program = ts.createProgram([file], options, host);
  program.emit();
  const messages = ts
    .getPreEmitDiagnostics(program)
    .filter((diagnostic) => diagnostic.file?.fileName === file)
    .map(({ messageText, start = 0 }) => {
      const line = cell.slice(0, start).split("\n").length;
      return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  return { messages, declarations };
}

test("a mistyped field is told by the short name of what may be written", () => {
  const mistyped = `import { TCP } from "${front.replace(/\.ts$/, "")}";\nTCP({ dprot: 80 });`;
  expect(compile(true, mistyped).messages.join()).toMatch(/in type 'TCPInit'.*mean to write 'dport'/);
});

describe.each([true, false])("a cell with strict %s", (strict) => {
  const { messages, declarations } = compile(strict);

  test("takes what is right and refuses what is wrong", () => {
    expect(messages).toEqual([]);
  });

  test("hands short names on to the next cell", () => {
    expect(declarations).toContain("export declare const syn: Packet;");
    expect(declarations).toMatch(/options: .*Layer<.*TCPValues, .*TCPInit>;/);
    expect(declarations.length).toBeLessThan(1500);
  });
});
