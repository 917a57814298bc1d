import { expect, test } from "vitest";
import { Anchors } from "../../../lib/handout/document/anchors";

test("a heading's name is the one that GitHub gives it", () => {
  const anchors = new Anchors();
  expect(anchors.forHeading("Ports & sockets")).toBe("ports--sockets");
  expect(anchors.forHeading("What is `TCP_NODELAY`?")).toBe("what-is-tcp_nodelay");
  expect(anchors.forHeading("Übung: drei-Wege Händedruck")).toBe("übung-drei-wege-händedruck");
  expect(anchors.forHeading("握手")).toBe("握手");
});

test("no name is given twice", () => {
  const anchors = new Anchors();
  expect(["Exercise", "Exercise", "Exercise 1", "Exercise"].map((text) => anchors.forHeading(text))).toEqual([
    "exercise",
    "exercise-1",
    "exercise-1-1",
    "exercise-2",
  ]);
});

test("a heading without a letter has a name all the same", () => {
  expect(new Anchors().forHeading("!?")).toBe("section");
});

test("the page's own names cannot be taken", () => {
  const anchors = new Anchors();
  expect(anchors.claim("page.main")).toBe(false);
  expect(anchors.forHeading("page.main")).toBe("pagemain");
});

test("a link in JupyterLab's spelling finds the heading", () => {
  const anchors = new Anchors();
  anchors.forHeading("Ports & sockets");
  expect(anchors.find("Ports-&-sockets")).toBe("ports--sockets");
  expect(anchors.find("Ports-%26-sockets")).toBe("ports--sockets");
  expect(anchors.find("nowhere")).toBe("nowhere");
  expect(anchors.find("%E0%A4")).toBe("%E0%A4");
});
