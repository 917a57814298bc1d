import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatNotebook } from "../../lib/runner/nbformat/format";
import type { Cell, NotebookMetadata, Output } from "../../lib/runner/nbformat/notebook";
import { parseNotebook } from "../../lib/runner/nbformat/read";
import { code, display, markdown, notebook, stdout } from "../handout/notebook";
import { requires } from "../support/requires";

const main = resolve(__dirname, "../../dist/cli/main.js");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-handout-"));
});
afterEach(() => {
  for (const made of [folder, cache()]) rmSync(made, { recursive: true, force: true });
});

/** A cache of its own for each test, so that notebooks of an earlier run are executed again. */
const cache = () => `${folder}-cache`;

const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };

function store(name: string, ...cells: Cell[]): void {
  storeWith({}, name, ...cells);
}

function storeWith(metadata: NotebookMetadata, name: string, ...cells: Cell[]): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), formatNotebook(notebook(cells, { kernelspec, ...metadata })));
}

const netcell = (...args: string[]) => command("handout", ...args);

function command(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: cache() },
  });
  return { status, stdout, stderr };
}

const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe("an executed notebook", () => {
  test("is rendered as it is, into a folder that is made for it", () => {
    store("a.ipynb", markdown("# Lesson"), code("throw 1", [stdout("from the file")]));
    expect(netcell("a.ipynb", "--out", "deep/er")).toEqual({
      status: 0,
      stdout: `ok      a.ipynb -> ${join("deep", "er", "a.html")}\n`,
      stderr: "",
    });
    expect(read("deep/er/a.html")).toContain("from the file");
    expect(readdirSync(join(folder, "deep/er"))).toEqual(["a.html"]);
  });

  test("goes beside itself without --out", () => {
    store("a.ipynb", markdown("# Lesson"));
    expect(netcell("a.ipynb").status).toBe(0);
    expect(read("a.html")).toContain("<h1>Lesson</h1>");
  });

  test("is handed out with remarks on what a teacher may have overlooked", () => {
    const error: Output = { output_type: "error", ename: "RangeError", evalue: "x", traceback: [] };
    store(
      "a.ipynb",
      code("a", [error]),
      code("b", [error], "raises-exception"),
      code("c"),
      markdown("![x](y.png)"),
    );
    const { status, stderr } = netcell("a.ipynb");
    expect(status).toBe(0);
    expect(stderr.split("\n")).toEqual([
      "warning a.ipynb, cell 1: it ended in RangeError. Tag it raises-exception if that is the lesson.",
      "warning a.ipynb, cell 3: it has not been run, other cells have.",
      "warning a.ipynb, cell 4: the picture y.png is not there or cannot be read; its alternative text stands for it.",
      "",
    ]);
  });
});

describe("a notebook that nobody has run", () => {
  test("is executed first, and its file stays as it is", () => {
    store(
      "a.ipynb",
      code('console.log("six is", 2 * 3)'),
      code("throw new RangeError('far')", [], "raises-exception"),
    );
    const before = read("a.ipynb");
    expect(netcell("a.ipynb", "--out", "out")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("(executed first)"),
      stderr: "",
    });
    expect(read("a.ipynb")).toBe(before);
    expect(read("out/a.html")).toMatch(/six is 6[\s\S]*RangeError[\s\S]*far/);
  });

  test("is not executed with --no-execute", () => {
    store("a.ipynb", code("process.exit(3)"));
    expect(netcell("a.ipynb", "--no-execute").status).toBe(0);
    expect(read("a.html")).not.toContain('class="out');
  });

  test("gets no page when a cell fails: the old one stays, the others are made, the status says it", () => {
    store("bad.ipynb", markdown("# Bad"), code("const a = 1;\nthrow new RangeError('too far');"));
    store("good.ipynb", markdown("# Good"));
    writeFileSync(join(folder, "bad.html"), "the old page");
    const { status, stdout, stderr } = netcell("bad.ipynb", "good.ipynb");
    expect(status).toBe(1);
    expect(stdout).toBe("FAILED  bad.ipynb\nok      good.ipynb -> good.html\n");
    expect(stderr).toMatch(
      /bad\.ipynb: cell 2 of 2.* failed[\s\S]*RangeError: too far[\s\S]*bad\.html was not written/,
    );
    expect(read("bad.html")).toBe("the old page");
    expect(read("good.html")).toContain("<h1>Good</h1>");
  });
});

const exercise = "let x;\n// BEGIN SOLUTION\nx = [6, 7];\n// END SOLUTION\nx ?? 0";

describe("for students and for teachers", () => {
  test("all files come from one execution, and each has what is for its readers", () => {
    const once = code('require("fs").appendFileSync("runs", "run "); "id " + Math.random()');
    store("a.ipynb", markdown("# Lesson\n\n[next](b.ipynb)"), code(exercise), once);
    const { status, stdout, stderr } = netcell(
      "a.ipynb",
      "--to",
      "html,md",
      "--to",
      "ipynb",
      "--variant",
      "both",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const files = ["a.student.html", "a.student.md", "a.student.ipynb", "a.teacher.html", "a.teacher.md"];
    expect(stdout.split("\n").slice(1, -1)).toEqual([
      ...files.slice(0, -1).map((file) => `        -> ${file}`),
      "        -> a.teacher.md (executed first)",
    ]);
    expect(read("runs")).toBe("run ");
    const [id] = /id 0\.\d+/.exec(read("a.teacher.html"))!;
    for (const file of files.filter((name) => !name.endsWith("ipynb"))) expect(read(file)).toContain(id);
    for (const file of files.slice(0, 3)) expect(read(file)).not.toMatch(/6, 7|SOLUTION/);
    for (const file of files.slice(3)) expect(read(file)).toMatch(/6.*7/);
    expect(read("a.student.html")).toContain('href="b.student.html"');
    expect(read("a.teacher.md")).toContain("(b.teacher.md)");
  });

  test("the students' notebook is as nobody had run it, and runs", () => {
    store(
      "a.ipynb",
      markdown("[next](b.ipynb)"),
      code(exercise, [stdout("6, 7")]),
      code("1 + 1", [stdout("2")]),
    );
    netcell("a.ipynb", "--to", "ipynb", "--variant", "student", "--out", "out");
    const handed = parseNotebook(read("out/a.student.ipynb"), "a");
    expect(handed.cells).toMatchObject([
      { source: "[next](b.student.ipynb)" },
      { source: "let x;\n// your code here\nx ?? 0", outputs: [], execution_count: null },
      { source: "1 + 1", outputs: [], execution_count: null },
    ]);
    expect(command("run", "out/a.student.ipynb")).toMatchObject({ status: 0 });
    expect(read("out/a.student.ipynb")).toMatch(/"text\/plain": \[\s*"0"/);
  });

  test("a mistake in the markers is told with cell and line, before anything runs", () => {
    store("a.ipynb", code('require("fs").writeFileSync("ran", "")'), code("// BEGIN SOLUTION\nx"));
    const { status, stderr } = netcell("a.ipynb", "--variant", "student");
    expect(status).toBe(1);
    expect(stderr).toBe(
      "netcell: a.ipynb, cell 2, line 1: it begins a solution without end. Write END SOLUTION after it.\n",
    );
    expect(readdirSync(folder)).toEqual(["a.ipynb"]);
  });

  test("a solution that stands where no cell is, is told, and nothing is written", () => {
    storeWith({ title: "x = [6, 7];" }, "a.ipynb", code(exercise, [stdout("")]));
    const { status, stderr } = netcell("a.ipynb", "--variant", "both");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /a\.student\.html would show students a line of the solution in cell 1.*: x = \[6, 7\];/,
    );
    expect(readdirSync(folder)).toEqual(["a.ipynb"]);
  });

  test("without --variant a teacher is told that the page shows solutions", () => {
    store("a.ipynb", code(exercise, [stdout("")]));
    expect(netcell("a.ipynb").stderr).toBe(
      "warning a.ipynb, cell 1: the handout shows its solution. With --variant student there is one without.\n",
    );
  });
});

describe("--index", () => {
  test("makes a page that leads to all that were made", () => {
    store("a.ipynb", markdown("# A"), markdown("## Part"));
    store("b.ipynb", markdown("# B"));
    writeFileSync(join(folder, "c.ipynb"), "{");
    const { status, stdout } = netcell(
      "a.ipynb",
      "b.ipynb",
      "c.ipynb",
      "--to",
      "html,md",
      "--index",
      "--out",
      "out",
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`ok {6}${join("out", "index.html")}\n$`));
    const hrefs = [...read("out/index.html").matchAll(/<a href="([^"#]*)"/g)].map(([, href]) => href);
    expect(hrefs).toEqual(["a.html", "a.html", "a.md", "b.html", "b.html", "b.md"]);
    expect(read("out/index.html")).toContain('<a href="a.html#part">Part</a>');
  });

  test("leaves a notebook named index its page", () => {
    store("index.ipynb", markdown("# Mine"));
    expect(netcell("index.ipynb", "--index", "--variant", "student").status).toBe(0);
    expect(read("index.student.html")).toContain("<h1>Mine</h1>");
    expect(read("course.student.html")).toContain('href="index.student.html"');
  });
});

test("a stranger's notebook is not executed and reads no file", () => {
  writeFileSync(join(folder, "own.svg"), "<svg>mine</svg>");
  store("a.ipynb", code('require("fs").writeFileSync("ran", "")'), markdown("![own](own.svg)"));
  const { status, stderr } = netcell("a.ipynb", "--untrusted", "--to", "html,md");
  expect(status).toBe(0);
  expect(stderr).toContain(
    "cell 2: the picture own.svg is a file beside the notebook, and an untrusted notebook may read none",
  );
  expect(readdirSync(folder).sort()).toEqual(["a.html", "a.ipynb", "a.md", "own.svg"]);
  expect(read("a.html")).not.toContain("data:image");
});

test("notebooks that run side by side are told in the order they were named", () => {
  store("slow.ipynb", code("await new Promise((done) => setTimeout(done, 1500)); 'slow is done'"));
  store("fast.ipynb", code("'fast is done'"));
  const { status, stdout } = netcell("slow.ipynb", "fast.ipynb", "--jobs", "2");
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout:
      "ok      slow.ipynb -> slow.html (executed first)\nok      fast.ipynb -> fast.html (executed first)\n",
  });
  expect(read("slow.html")).toContain("slow is done");
});

describe("what cannot be", () => {
  test.each([
    [["--to", "html,docx"], /should be html, md, pdf, ipynb/],
    [["--variant", "parent"], /Allowed choices are student, teacher, both/],
    [["--to", "ipynb"], /A notebook to hand out is for students\. Add --variant student/],
    [["x/b.ipynb", "--index"], /--index needs --out/],
  ])("%j is misuse, told before anything is read", (args, message) => {
    const { status, stderr } = netcell("a.ipynb", ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("a notebook that is not one is named, the others are made", () => {
    writeFileSync(join(folder, "a.ipynb"), "{");
    store("b.ipynb", markdown("# B"));
    const { status, stderr } = netcell("a.ipynb", "none.ipynb", "b.ipynb");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /netcell: a\.ipynb: it is not JSON.*\nnetcell: none\.ipynb: there is no such file/,
    );
    expect(existsSync(join(folder, "b.html"))).toBe(true);
  });

  test("two notebooks of one name do not overwrite each other", () => {
    const { status, stderr } = netcell("x/a.ipynb", "y/a.ipynb", "--out", "out");
    expect(status).toBe(2);
    expect(stderr).toContain("would both become");
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("a file where the folder should be is told", () => {
    store("a.ipynb", markdown("# A"));
    writeFileSync(join(folder, "out"), "");
    const { status, stderr } = netcell("a.ipynb", "--out", "out");
    expect(status).toBe(1);
    expect(stderr).toContain("a file stands where its folder should be. Choose another folder with --out.");
  });
});

const unshare = ["--user", "--map-root-user", "--mount"];
const namespaces = {
  name: "unshare with a file system of its own",
  met: spawnSync("unshare", [...unshare, "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status === 0,
};

requires(namespaces).describe("a folder that cannot be written to", () => {
  test.each([
    ["that is read-only", "ro", "the file system is read-only"],
    ["on a full disk", "size=40k", "the disk is full"],
  ])("%s is told: no half of a file is left, and the page of before stays", (_, option, reason) => {
    store("a.ipynb", code("1", [stdout("x".repeat(100_000))]));
    mkdirSync(join(folder, "out"));
    // The page of before is put there when the disk can still be written to.
    const script = `mount -t tmpfs -o size=40k tmpfs out && echo before > out/a.html && mount -o remount,${option} out
      ${process.execPath} ${main} handout a.ipynb --out out; echo "status $?"; ls -A out; cat out/a.html`;
    const { stdout: told, stderr } = spawnSync("unshare", [...unshare, "sh", "-c", script], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(told).toBe("FAILED  a.ipynb\nstatus 1\na.html\nbefore\n");
    expect(stderr).toContain(`netcell: ${join("out", "a.html")} cannot be written: ${reason}`);
  });
});

test("a notebook of 50 MB becomes pages that a browser can open, and the rest is told", () => {
  const line = `${"x".repeat(99)}\n`;
  const huge = [
    stdout(line.repeat(250_000)),
    display({ "text/html": "<b>y</b>".repeat(3_500_000), "text/plain": "short" }),
  ];
  store("a.ipynb", code(exercise, []), code("flood()", huge));
  const { status, stderr } = netcell("a.ipynb", "--variant", "student", "--to", "html,md,ipynb");
  expect(status).toBe(0);
  expect(stderr).toMatch(/an output is too long for a handout: 24,900,\d{3} more characters are left out/);
  expect(stderr).toMatch(/too large for a handout as text\/html/);
  for (const file of ["a.student.html", "a.student.md", "a.student.ipynb"])
    expect(read(file).length).toBeLessThan(200_000);
  expect(read("a.student.html")).toContain("short");
}, 120_000);
