/** `netcell lab`, which is `npm start`: which JupyterLab it finds or makes, and what it starts it with. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { labArguments } from "../../lib/cli/lab/arguments";
import { jupyterLabProgram, startLab } from "../support/jupyterlab";
import { type LabProject, labProject, pretendedPython } from "../support/lab-project";
import { requires } from "../support/requires";

describe("the arguments of JupyterLab", () => {
  test("are ours, then the person's", () => {
    const args = labArguments("/course", ["--no-browser", "--port", "9999"]);
    expect(args[0]).toBe("--ServerApp.root_dir=/course");
    expect(args.slice(-3)).toEqual(["--no-browser", "--port", "9999"]);
  });

  test("are never given twice: the person's stands", () => {
    for (const given of ["--ServerApp.root_dir=/mine", "--notebook-dir=/mine", "-y", "--allow-root"]) {
      const args = labArguments("/course", [given]);
      const name = given.split("=")[0]!;
      expect(args.filter((argument) => argument.startsWith(name))).toEqual([given]);
    }
    expect(labArguments("/course", ["--notebook-dir", "/mine"]).join(" ")).not.toContain("/course");
  });

  test("open the index of the course, unless something else is asked for", () => {
    const course = mkdtempSync(join(tmpdir(), "netcell-course-"));
    writeFileSync(join(course, "index.ipynb"), "{}");
    const index = "--LabApp.default_url=/lab/tree/index.ipynb";
    expect(labArguments(course, [])).toContain(index);
    expect(labArguments(course, [tmpdir()])).not.toContain(index);
    expect(labArguments(course, [join(course, "index.ipynb")])).not.toContain(index);
    expect(labArguments(course, ["--port", "9999"])).toContain(index);
    expect(labArguments(course, ["--ServerApp.root_dir=/mine"])).not.toContain(index);
    rmSync(course, { recursive: true });
    expect(labArguments(course, [])).not.toContain(index);
  });
});

// The pretended programs are shell scripts.
describe.skipIf(process.platform === "win32")("on a machine", () => {
  let project: LabProject;
  beforeEach(() => {
    project = labProject();
  });
  afterEach(() => project.remove());

  test("without Python the message says what is missing and what works all the same", () => {
    const { status, output } = project.lab();
    expect(output).toContain("JupyterLab needs Python 3.9 or later, and none was found on PATH.");
    expect(output).toContain("npx netcell run notebooks/*.ipynb");
    expect(output).toContain("npx netcell handout notebooks/*.ipynb");
    expect(status).toBe(1);
    expect(existsSync(join(project.folder, ".venv"))).toBe(false);
  });

  test("with an old Python the message says how old", () => {
    project.install("python3", pretendedPython({ version: "3.8.10" }));
    const { status, output } = project.lab();
    expect(output).toContain("only python3 (3.8.10) was found");
    expect(status).toBe(1);
  });

  test("with an old python3 and a newer one under its full name the newer one is used", () => {
    project.install("python3", pretendedPython({ version: "3.6.8" }));
    project.install("python3.11", pretendedPython({ version: "3.11.2" }));
    expect(project.lab().output).toContain("with Python 3.11.2");
  });

  test("without the venv module, as on a bare Debian, the message names the package", () => {
    project.install("python3", pretendedPython({ venv: false }));
    const { status, output } = project.lab();
    expect(output).toContain("sudo apt install python3-venv");
    expect(status).toBe(1);
    expect(existsSync(join(project.folder, ".venv"))).toBe(false);
  });

  test("with Python alone a .venv is made once, and a second start makes and installs nothing", () => {
    project.install("python3", pretendedPython());
    const first = project.lab();
    expect(first.output).toContain("Installing JupyterLab into");
    const second = project.lab();
    expect(second.output).not.toContain("Installing");
    expect(lines("made")).toHaveLength(1);
    expect(lines("installed")).toHaveLength(1);
  });

  test("a .venv without its Python is made anew, and one without JupyterLab is completed", () => {
    project.install("python3", pretendedPython());
    mkdirSync(join(project.folder, ".venv"));
    writeFileSync(join(project.folder, ".venv", "pyvenv.cfg"), "");
    expect(project.lab().output).toContain("Repairing");
    expect(lines("made")[0]).toContain("--clear");
    rmSync(join(project.folder, ".venv", "jupyterlab"));
    const completed = project.lab();
    expect(completed.output).toContain("Opening JupyterLab 4.9.9");
    expect(lines("made")).toHaveLength(1);
    expect(lines("installed")).toHaveLength(2);
  });

  test("a folder .venv that is no environment loses nothing", () => {
    project.install("python3", pretendedPython());
    mkdirSync(join(project.folder, ".venv"));
    writeFileSync(join(project.folder, ".venv", "notes.txt"), "mine");
    project.lab();
    expect(lines("made")[0]).not.toContain("--clear");
    expect(readFileSync(join(project.folder, ".venv", "notes.txt"), "utf8")).toBe("mine");
  });

  test("a JupyterLab on PATH is used, our kernel first on its path, its exit status passed on", () => {
    project.install(
      "jupyter-lab",
      `if [ "$1" = --version ]; then echo 4.4.1; else echo "$JUPYTER_PATH"; echo "$*"; exit 3; fi`,
    );
    const { status, output } = project.lab("--port", "9999");
    expect(output).toContain("Opening JupyterLab 4.4.1 (on PATH)");
    expect(output).toContain(join(project.folder, "node_modules/.cache/netcell/jupyter"));
    expect(output).toContain("--port 9999");
    expect(status).toBe(3);
    expect(existsSync(join(project.folder, ".venv"))).toBe(false);
  });

  test("a JupyterLab 3 on PATH is too old, which is said, and the project's own is used", () => {
    project.install("jupyter-lab", "echo 3.6.7");
    project.install("python3", pretendedPython());
    const { output } = project.lab();
    expect(output).toContain("JupyterLab 3.6.7 (on PATH) is too old");
    expect(output).toContain("Opening JupyterLab 4.9.9");
  });

  function lines(file: string): string[] {
    return readFileSync(join(project.folder, file), "utf8").trim().split("\n");
  }
});

requires(jupyterLabProgram).describe("with a real JupyterLab", () => {
  test("the kernel is netcell's, a stock one in the user's folder and on JUPYTER_PATH notwithstanding; SIGINT ends all", async () => {
    const home = mkdtempSync(join(tmpdir(), "netcell-home-"));
    const onPath = join(home, "on-path");
    for (const data of [join(home, ".local/share/jupyter"), onPath]) decoy(data);
    const lab = await startLab(home, [], { JUPYTER_PATH: `${onPath}${delimiter}${join(home, "nothing")}` });
    const { kernelspecs } = await lab.api<Kernelspecs>("kernelspecs");
    expect(kernelspecs.tslab?.spec.metadata).toHaveProperty("netcell");
    expect(kernelspecs.tslab?.resources).toHaveProperty("logo-svg");
    expect(await lab.interrupt()).toBe(0);
    await expect(lab.api("status")).rejects.toThrow("fetch failed");
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });
});

interface Kernelspecs {
  readonly kernelspecs: Readonly<
    Record<string, { readonly spec: { metadata: object }; readonly resources: object }>
  >;
}

/** A stock tslab, as `tslab install` registers it. */
function decoy(jupyterFolder: string): void {
  const folder = join(jupyterFolder, "kernels/tslab");
  mkdirSync(folder, { recursive: true });
  const spec = {
    argv: ["tslab", "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript",
  };
  writeFileSync(join(folder, "kernel.json"), JSON.stringify({ ...spec, language: "typescript" }));
}
