/** Notebook 16, HTTP by hand, then REST: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("16", { "until-close": "recv() on hand waited 300 ms" }, ({ text }) => {
  test("rows 20 and 35: HTTP is lines over a socket, with a length before the content", () => {
    expect(text("by-hand")).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text("content")).toBe("[ '7', 'Hello!\\n' ]");
    expect(text("ask-close")).toContain("'Connection: close'");
  });

  test("row 66: HTTP/1.0 needs no Host and ends with the connection, HTTP/1.1 without Host is refused", () => {
    expect(text("old")).toBe("[ 'HTTP/1.1 200 OK', [ 'Connection: close' ], 'Hello!\\n' ]");
    expect(text("no-host")).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("five requests take one connection or five", () => {
    expect(text("keep-alive")).toBe("[ 1, 5 ]");
  });

  test("chunks carry their lengths, the content has none of them", () => {
    expect(text("chunked")).toContain("7\nHello, \n5\nWorld\n1\n!\n0\n");
    expect(text("chunked").split("\n").at(-1)).toBe("Hello, World!");
  });

  test("row 64: each wish has its status, and the server names what it made", () => {
    expect(text("statuses")).toBe(
      [
        "200 OK ",
        "201 Created /books/2",
        "404 Not Found ",
        "204 No Content ",
        "405 Method Not Allowed DELETE, GET, HEAD, OPTIONS, PUT",
      ].join("\n"),
    );
    expect(text("problem")).toContain("application/problem+json");
  });

  test("row 65: what a client of the API sends is text, and what it gets is JSON", () => {
    expect(text("raw")).toMatch(/^GET \/books\/2 HTTP\/1\.1\n/);
    expect(text("raw")).toContain("{ id: 2, title: 'Unix Network Programming' }");
  });

  test("row 64: PUT and DELETE twice are like once, POST is not; a new connection remembers nothing", () => {
    expect(text("twice")).toBe("[ true, true, false ]");
    expect(text("memory")).toBe("[ 'visit 1\\nvisit 2\\n', 'visit 1\\nvisit 2\\n' ]");
  });
});
