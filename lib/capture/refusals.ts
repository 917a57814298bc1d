/** Why a tool did not capture, from its own words; and what to do about it. */
import type { Handle } from "../cell";
import { NetcellError } from "../errors";
import { type CaptureSetup, noInterface } from "./options";
import type { Tool } from "./tools";

/** A tool that was tried, and what it said before it ended. */
export interface Attempt {
  readonly tool: Tool;
  readonly output: string;
}

type Refusal = "missing" | "permission" | "filter" | "interface" | "other";

/** The kind of refusal. */
export function refusalIn(output: string): Refusal {
  if (/^ENOENT: /m.test(output)) return "missing";
  if (/^E(ACCES|PERM): |permission|not permitted/im.test(output)) return "permission";
  if (/filter expression|capture filter/i.test(output)) return "filter";
  if (/no such device|no device named|doesn't exist/i.test(output)) return "interface";
  return "other";
}

/** The error when no tool captures: from the words of the one that came furthest. */
export function captureError(
  attempts: readonly Attempt[],
  setup: CaptureSetup,
  handle: Handle,
): NetcellError {
  const kinds = attempts.map(({ output }) => refusalIn(output));
  const at = (kind: Refusal) => attempts[kinds.indexOf(kind)];
  const telling = at("filter") ?? at("interface") ?? at("other");
  if (telling) return fromOutput(telling, setup, handle);
  if (at("permission")) {
    return new NetcellError("this user may not capture packets", {
      code: "EPERM",
      hint: cures[process.platform]?.permission ?? "Ask for the right to capture on this machine.",
      handle,
    });
  }
  return new NetcellError("no program that captures packets is here: neither tcpdump nor dumpcap", {
    code: "ENOENT",
    hint: cures[process.platform]?.missing ?? "Install tcpdump, or Wireshark, which brings dumpcap.",
    handle,
  });
}

/** The error from the words of a tool that is installed and may capture. */
function fromOutput(
  { tool, output }: Attempt,
  { interface: where, filter }: CaptureSetup,
  handle: Handle,
): NetcellError {
  const kind = refusalIn(output);
  if (kind === "interface") return noInterface(JSON.stringify(where));
  // Of a filter the tools say many things: what is nothing else is about that, if there is one.
  if (kind === "other" && filter === "") return endedError({ tool, output }, where, handle);
  return new NetcellError(`${tool.name} does not accept the filter ${JSON.stringify(filter)}`, {
    code: "EINVAL",
    hint: `Write it as in "tcp port 80 and host 127.0.0.1" (man pcap-filter). It said: ${inOneLine(output)}`,
    handle,
  });
}

/** The error for a tool that ended by itself. */
export function endedError({ tool, output }: Attempt, where: string, handle: Handle): NetcellError {
  return new NetcellError(`${tool.name} stopped capturing on ${where}`, {
    code: "EIO",
    hint: output.trim() ? `It said: ${inOneLine(output)}` : "It gave no reason.",
    handle,
  });
}

/** The last of its output. */
function inOneLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).slice(-3).join(" ");
}

const cures: Partial<Record<NodeJS.Platform, { readonly missing: string; readonly permission: string }>> = {
  linux: {
    missing: "Install one of them: sudo apt install tcpdump (or your system's way to do that).",
    permission:
      'Allow it once: sudo setcap cap_net_raw,cap_net_admin=eip "$(command -v tcpdump)"; or, with Wireshark installed, sudo usermod -aG wireshark "$USER" and log in again. Then run the cell again.',
  },
  darwin: {
    missing: "Install Wireshark, which brings dumpcap, and its ChmodBPF.",
    permission: "Install Wireshark's ChmodBPF (it comes with Wireshark), then run the cell again.",
  },
  win32: {
    missing: "Install Wireshark with Npcap, which brings dumpcap.",
    permission: "Install Npcap so that not only administrators may capture, then run the cell again.",
  },
};
