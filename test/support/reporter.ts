/** Names the tests that were skipped or passed on a second try, makes skips failures under NETCELL_REQUIRE=all, and closes with one plain line. */
import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    const skipped: string[] = [];
    const retried: string[] = [];
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId}: ${test.fullName}`;
        const state = test.result().state;
        if (state === "passed" && test.diagnostic()?.flaky) {
          const reasons = (test.result().errors ?? []).map(({ message }) => message.split("\n")[0]);
          retried.push([name, ...reasons].join("\n    "));
        }
        if (state === "passed") counts.passed++;
        else if (state === "failed") counts.failed++;
        else {
          counts.skipped++;
          skipped.push(name);
        }
      }
    }
    if (retried.length > 0) console.log("\nPassed only when tried again:");
    for (const name of retried) console.log(`  ${name}`);
    if (skipped.length > 0 && process.env.NETCELL_REQUIRE === "all") {
      counts.failed += counts.skipped;
      counts.skipped = 0;
      process.exitCode = 1;
      console.log("\nSkipped, and NETCELL_REQUIRE=all makes that a failure:");
    } else if (skipped.length > 0) console.log("\nSkipped:");
    for (const name of skipped) console.log(`  ${name}`);
    // After the default reporter's own summary.
    process.once("exit", () =>
      process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`),
    );
  }
}
