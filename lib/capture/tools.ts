/** The programs that can capture: how each is called, and what it says. */
import { delimiter } from "node:path";

/** A program that writes packets to its standard output, and tells on standard error how it goes. */
export interface Tool {
  readonly name: string;
  /** Its arguments; names and filters of users are values of options, or stand behind `--`: never options themselves. */
  args(where: string, filter: string): readonly string[];
  /** The output that shows that it really captures. */
  readonly ready: RegExp;
  /** Milliseconds that packets may be on their way through it. */
  readonly delay: number;
  /** Its output at the end about packets that the operating system dropped. */
  readonly dropped: RegExp;
}

/**
 * The one that gives packets at once comes first; the other one waits up to a quarter of a second.
 * To give them at once costs tcpdump 128 KiB of its buffer for each packet on the loopback interface, however short: in the
 * 2 MiB that are usual it loses packets as soon as 16 wait for it. `-B` counts KiB there, and MiB here.
 */
export const tools: readonly Tool[] = [
  {
    name: "tcpdump",
    args: (where, filter) => [
      "-n",
      "-U",
      "--immediate-mode",
      "-B",
      "32768",
      "-i",
      where,
      "-w",
      "-",
      "--",
      filter,
    ],
    ready: /listening on /,
    delay: 50,
    dropped: /(\d+) packets? dropped by kernel/,
  },
  {
    name: "dumpcap",
    args: (where, filter) => ["-q", "-P", "-B", "8", "-i", where, "-f", filter, "-w", "-"],
    ready: /File: /,
    delay: 300,
    dropped: /received\/dropped on interface .*: \d+\/(\d+)/,
  },
];

/** Where installers put them that ordinary users have not on their PATH. */
const elsewhere = [
  "/usr/sbin",
  "/usr/local/sbin",
  "/Applications/Wireshark.app/Contents/MacOS",
  "C:\\Program Files\\Wireshark",
];

/** The environment in which they are found, and speak English. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [process.env.PATH, ...elsewhere].join(delimiter), LC_ALL: "C" };
}
