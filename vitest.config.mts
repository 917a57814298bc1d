/** How the tests run: every file under test/, in two groups; one reporter that names each skip and closes with a plain line. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { groups } from "./test/support/groups.mts";

const { unit, system } = groups();

/** Tests that open sockets or name ports, by which a process knows them afterwards. */
const opensSockets = (file: string) =>
  /^test\/(?:cell|course|sockets)\//.test(file) ||
  /\b(?:tcp|udp|unix|http|tls|websocket)\.(?:listen|bind|connect|serve)\(|\bsocketpair\(/.test(
    readFileSync(resolve(import.meta.dirname, file), "utf8"),
  );
const setupFiles = ["test/support/no-process.ts"];

export default defineConfig({
  root: import.meta.dirname,
  test: {
    reporters: ["default", resolve(import.meta.dirname, "test/support/reporter.ts")],
    // Property tests and kernels take seconds, and many times that on a crowded machine: the limit is for what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // A shared machine stalls now and then: CI tries a failed test twice more, and the closing lines name each such test.
    retry: process.env.CI ? 2 : 0,
    projects: [
      // Unit tests share the modules that they load, which halves their time; those of sockets have a process a file.
      {
        extends: true,
        test: {
          name: "unit",
          include: unit.filter((file) => !opensSockets(file)),
          setupFiles,
          isolate: false,
        },
      },
      { extends: true, test: { name: "unit-sockets", include: unit.filter(opensSockets), setupFiles } },
      { extends: true, test: { name: "system", include: [...system] } },
    ],
  },
});
