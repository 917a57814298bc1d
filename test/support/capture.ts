/** Whether packets can be captured on this machine, for tests that need it. */
import { spawnSync } from "node:child_process";
import { program, type Requirement } from "./requires";

/** The loopback interface, as the operating system names it. */
export const loopback = process.platform === "linux" ? "lo" : "lo0";

/** A program that captures, and the privilege to do so on the loopback interface. */
export function capturer(name: "tcpdump" | "dumpcap"): Requirement & { readonly path: string } {
  const { met, path } = program(name);
  // Listing link types opens the interface, as capturing does.
  const may = met && spawnSync(path, ["-L", "-i", loopback]).status === 0;
  return { name: met ? `the privilege to capture with ${name}` : name, met: may, path };
}
