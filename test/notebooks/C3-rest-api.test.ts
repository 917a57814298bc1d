/** Capstone C3, REST API: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("C3", {}, ({ text }) => {
  test("row 64: what is not there is 404, what a path does not have 405, both as problem details", () => {
    expect(text("first").split("\n")).toEqual([
      "GET /todos/1 404 application/problem+json ",
      "DELETE /todos/1 405 application/problem+json GET, HEAD, OPTIONS",
      "GET /nothing 404 application/problem+json",
    ]);
  });

  test("rows 64 and 65: created things have their place, and a list is followed page by page", () => {
    expect(text("create")).toContain("POST /todos → 201 /todos/3");
    expect(text("create")).toContain('GET /todos?limit=2 → 200 </todos?after=2&limit=2>; rel="next"');
    expect(text("follow")).toContain("[ 'Milk', 'Bread', 'Read RFC 9110' ]");
    expect(text("follow").match(/→ 200/g)).toHaveLength(2);
  });

  test("of two who change the same version, the second is told", () => {
    expect(text("lost-update").match(/→ \d+/g)).toEqual(["→ 200", "→ 200", "→ 412"]);
  });

  test("every fault is named with its place; each kind of mistake has its status", () => {
    expect(text("refused")).toContain("pointer: '#/title'");
    expect(text("refused")).toContain("pointer: '#/done'");
    expect(text("refused-more").match(/→ \d+/g)).toEqual(["→ 415", "→ 400", "→ 204", "→ 404", "→ 405"]);
  });

  test("row 65: fetch uses the API as any program does", () => {
    expect(text("fetch")).toBe("[ 200, 'application/json', 'Read RFC 9110' ]");
  });
});
