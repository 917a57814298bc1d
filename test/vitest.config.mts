/** How the tests run: every file under test/, one reporter that names each skip and closes with a plain line. */
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: resolve(import.meta.dirname, ".."),
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", resolve(import.meta.dirname, "support/reporter.ts")],
    // Property tests and kernels take seconds, and many times that on a crowded machine: the limit is for what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // A shared machine stalls now and then: CI tries a failed test twice more, and the closing lines name each such test.
    retry: process.env.CI ? 2 : 0,
  },
});
