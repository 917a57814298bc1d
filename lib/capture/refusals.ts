/** Why a tool did not capture, from its own words; and what to do about it. */
import type { Handle } from "../cell";
import { NetcellError } from "../errors";
import { type CaptureSetup, noInterface } from "./options";
import type { Tool } from "./tools";

/** A tool that was tried, and what it said before it ended. */
export interface Attempt {
  readonly tool: Tool;
  readonly words: string;
}

type Refusal = "missing" | "permission" | "filter" | "interface" | "other";

/** What kind of refusal this is. */
export function refusalIn(words: string): Refusal {
  if (/^ENOENT: /m.test(words)) return "missing";
  if (/^E(ACCES|PERM): |permission|not permitted/im.test(words)) return "permission";
  if (/filter expression|capture filter/i.test(words)) return "filter";
  if (/no such device|no device named|doesn't exist/i.test(words)) return "interface";
  return "other";
}

/** What is said when no tool captures: what the one says that came furthest. */
export function captureError(
  attempts: readonly Attempt[],
  setup: CaptureSetup,
  handle: Handle,
): NetcellError {
  const kinds = attempts.map(({ words }) => refusalIn(words));
  const at = (kind: Refusal) => attempts[kinds.indexOf(kind)];
  const asked = at("filter") ?? at("interface") ?? at("other");
  if (asked) return fromWords(asked, setup, handle);
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

/** What a tool said that is there and may capture. */
function fromWords(
  { tool, words }: Attempt,
  { interface: where, filter }: CaptureSetup,
  handle: Handle,
): NetcellError {
  const kind = refusalIn(words);
  if (kind === "interface") return noInterface(JSON.stringify(where));
  // Of a filter the tools say many things: what is nothing else is about that, if there is one.
  if (kind === "other" && filter === "") return endedError({ tool, words }, where, handle);
  return new NetcellError(`${tool.name} takes no filter ${JSON.stringify(filter)}`, {
    code: "EINVAL",
    hint: `Write it as in "tcp port 80 and host 127.0.0.1" (man pcap-filter). It said: ${inOneLine(words)}`,
    handle,
  });
}

/** What is said of a tool that ended though nobody had told it to. */
export function endedError({ tool, words }: Attempt, where: string, handle: Handle): NetcellError {
  return new NetcellError(`${tool.name} captures no more on ${where}`, {
    code: "EIO",
    hint: words.trim() ? `It said: ${inOneLine(words)}` : "It ended without a word.",
    handle,
  });
}

/** The last of its words. */
function inOneLine(words: string): string {
  const lines = words.split("\n").map((line) => line.trim());
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
