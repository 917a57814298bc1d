/** `history_request` in its three kinds. */
import { expect, test } from "vitest";
import { History } from "../../../lib/kernel/jupyter/history";

const history = new History();
for (const [at, input] of ["let a = 1", "a + 1", "let b = [2]", "a + 1"].entries())
  history.add(at + 1, input);

test.each([
  [{ hist_access_type: "tail", n: 2 }, [3, 4]],
  [{ hist_access_type: "tail", n: 0 }, []],
  [{ hist_access_type: "range", session: 0, start: 2, stop: 4 }, [2, 3]],
  [{ hist_access_type: "range", session: -1, start: 1, stop: 9 }, []],
  [{ hist_access_type: "search", pattern: "let *", n: 10 }, [1, 3]],
  [{ hist_access_type: "search", pattern: "*[2]", n: 10 }, [3]],
  [{ hist_access_type: "search", pattern: "a ? 1", n: 1 }, [4]],
  [{ hist_access_type: "search", pattern: "a*", unique: true }, [4]],
])("%j finds the lines %j", (request, lines) => {
  expect(history.find(request).map((entry) => (entry as [number, number])[1])).toEqual(lines);
});

test("asked for outputs, each entry has a place for one", () => {
  expect(history.find({ hist_access_type: "tail", n: 1, output: true })).toEqual([[1, 4, ["a + 1", null]]]);
});

test("only the last thousand cells are kept", () => {
  const long = new History();
  for (let line = 1; line <= 1500; line++) long.add(line, "");
  expect(long.find({ hist_access_type: "tail", n: 2000 })).toHaveLength(1000);
});
