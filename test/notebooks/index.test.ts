/** The index: every heading of the source notes is there, and every link leads somewhere. */
import { describe, expect, test } from "vitest";
import { course, lessons } from "./course";

/** The headings of the source notes, in their order, with their depth; "Simple server" is the list before them. */
const headings = [
  [2, "Simple server"],
  [2, "Resources"],
  [2, "Fundamentals - NeuralNine"],
  [3, "OSI Layers"],
  [3, "Client-server architecture"],
  [3, "IP addresses"],
  [3, "Sockets"],
  [4, "When mounting a server"],
  [4, "TCP"],
  [4, "UDP"],
  [2, "REST"],
] as const;

/** Items of the notes, by heading, that the index must name, in its spelling. */
const items: { readonly [heading: string]: readonly string[] } = {
  "Simple server": ["client.py", "server.py"],
  Resources: ["socket"],
  "Fundamentals - NeuralNine": [
    "Client",
    "Server",
    "Client-Server architecture",
    "Router",
    "LAN",
    "Local IP address",
    "Public IP address",
    "Ports",
    "Socket",
    "Protocols",
    "OSI model",
  ],
  "OSI Layers": ["PDUs.PNG", "Host layers", "media layers", "1 Physical", "2 Data", "3 “Session”"].concat([
    "4 “Network”",
    "5 “Transport”",
    "6 Presentation",
    "7 Application",
  ]),
  "Client-server architecture": ["P2P", "Chat room", "cross-platform server"],
  Sockets: [
    "end point",
    "AF_INET",
    "AF_INET6",
    "Bluetooth",
    "OS level",
    "infrared",
    "SOCK_STREAM",
    "SOCK_DGRAM",
  ],
  "When mounting a server": ["a new socket for each connection"],
  TCP: ["connection-based", "sequential", "byte stream", "keeps up the connection"],
  UDP: ["not reliable", "no order", "Fast!!", "Less network and PC stress"],
  REST: ["realpython", 'IP()/TCP()/"GET / HTTP/1.0'],
};

const index = course.find(({ file }) => file === "index.ipynb")!.notebook;
const sections = index.cells.slice(1).map((cell) => cell.source);
const sectionOf = (heading: string) =>
  sections.find((source) => source.split("\n")[0]!.endsWith(`# ${heading}`))!;

describe("the index", () => {
  test("has every heading of the notes, in their order and depth", () => {
    expect(sections.map((source) => source.split("\n")[0])).toEqual(
      headings.map(([depth, heading]) => `${"#".repeat(depth)} ${heading}`),
    );
  });

  test.each(Object.entries(items))("names what the notes have under %s", (heading, names) => {
    for (const name of names) expect(sectionOf(heading)).toContain(name);
  });

  test("says of everything where it is taught, or in which notebook it will be", () => {
    for (const line of sections.flatMap((source) => source.split("\n")))
      if (line.startsWith("| ") && !line.startsWith("| in the notes"))
        expect(line).toMatch(/\.ipynb#|\*planned: (notebook|capstone)s? /);
  });

  test("puts the mistakes of the notes right", () => {
    for (const [heading, correction] of [
      ["Simple server", "`listen(5)` is not five clients"],
      ["OSI Layers", "this is *Network*"],
      ["OSI Layers", "this is *Transport*; and transport need not be reliable"],
      ["OSI Layers", "this is *Session*"],
      ["OSI Layers", "its name is *Data Link*"],
      ["OSI Layers", "TLS lies between the program and TCP"],
      ["TCP", "Transmission Control Protocol"],
      ["UDP", "User Datagram Protocol"],
      ["REST", "packet crafting, not REST"],
    ] as const)
      expect(sectionOf(heading)).toContain(correction);
  });
});

describe.each(course)("the links of $file", ({ file, notebook }) => {
  const links = notebook.cells.flatMap((cell) =>
    cell.cell_type === "markdown"
      ? [...cell.source.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
      : [],
  );

  test("lead to a notebook that is there, and to a heading in it", () => {
    for (const link of links.filter((link) => !link.startsWith("https://"))) {
      const [target = "", fragment] = link.split("#");
      const page = course.find((other) => other.file === (target || file));
      expect(page, link).toBeDefined();
      if (fragment !== undefined)
        expect(anchors(page!.notebook), link).toContain(decodeURIComponent(fragment));
    }
  });
});

test("what each notebook says it teaches are headings of the notes, and the index leads to it from there", () => {
  const names = new Set<string>([...headings.map(([, heading]) => heading), "client.py", "server.py"]);
  for (const { file, notebook } of lessons)
    for (const heading of (notebook.metadata.netcell as { headings: string[] }).headings) {
      expect(names).toContain(heading);
      const section = sectionOf(heading.endsWith(".py") ? "Simple server" : heading);
      expect(section, `${heading} and ${file}`).toContain(`](${file}#`);
    }
});

/** The names of a notebook's headings as JupyterLab makes them: the text, with a hyphen for each space. */
function anchors(notebook: (typeof course)[number]["notebook"]): string[] {
  return notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => [...cell.source.matchAll(/^#+ (.+)$/gm)])
    .map(([, heading]) => heading!.replace(/`/g, "").replace(/ /g, "-"));
}
