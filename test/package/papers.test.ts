/** The papers of the house say what the house is: ARCHITECTURE.md and CONTRIBUTING.md against the files and the walls. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../support/kernel";

const read = (paper: string) => readFileSync(join(projectRoot, paper), "utf8");
const architecture = read("ARCHITECTURE.md");
const rooms = readdirSync(join(projectRoot, "lib"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const walls = createRequire(import.meta.url)(join(projectRoot, ".dependency-cruiser.cjs")) as {
  readonly forbidden: ReadonlyArray<{ readonly name: string; readonly comment?: string }>;
};

/** The rooms that a room may import, as the walls have it. */
function allowed(room: string): string[] {
  const { comment = "" } = walls.forbidden.find(({ name }) => name === `wall-of-${room}`)!;
  return rooms.filter((other) => comment.split(/\W+/).slice(3).includes(other));
}

describe("ARCHITECTURE.md", () => {
  const rows = new Map(
    [...architecture.matchAll(/^\| \[(\w+)\]\(([^)]+)\) \| .+ \| ?(.*?) ?\|$/gm)].map(
      ([, room, door, on]) => [room!, { door: door!, on: on!.split(", ").filter((name) => name !== "") }],
    ),
  );

  test("has a line for every room", () => {
    expect([...rows.keys()].sort()).toEqual([...rooms].sort());
  });

  test.each(rooms)("says what %s stands on, as the walls do", (room) => {
    const ground = ["view", "errors"];
    expect(rows.get(room)!.on).toEqual(
      allowed(room).filter((other) => other !== room && !ground.includes(other)),
    );
  });

  test("draws every room on a floor above those that it imports", () => {
    const floors = new Map<string, number>();
    for (const [, floor, line] of architecture.matchAll(/^ {2}(\d) {2,}(.+)$/gm))
      for (const word of line!.split(/\s+/)) if (rooms.includes(word)) floors.set(word, Number(floor));
    expect([...floors.keys()].sort()).toEqual([...rooms].sort());
    for (const room of rooms)
      for (const below of allowed(room))
        if (below !== room)
          expect(floors.get(below), `${below}, below ${room}`).toBeLessThan(floors.get(room)!);
  });
});

describe.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])(
  "%s",
  (paper) => {
    const text = read(paper);

    test("links to files that exist", () => {
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => path!);
      expect(links.filter((path) => !existsSync(join(projectRoot, dirname(paper), path)))).toEqual([]);
    });

    test("names files that exist", () => {
      const paths = [...text.matchAll(/`((?:lib|test|notebooks)\/[\w./-]+)`/g)].map(([, path]) => path!);
      expect(paths.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
    });
  },
);
