/** families(): the address families that this machine offers, asked of the operating system. */
import type { CallOptions } from "../../cell";
import { checkedOptions } from "../../errors";
import { callNames } from "../arguments";
import type { AddressFamily, Families } from "./api";
import { askNode } from "./ask-node";
import { askPython } from "./ask-python";
import { familiesView } from "./view";

let remembered: Families | undefined;

/**
 * The address families of this machine: IPv4 and IPv6, Unix-domain sockets, Bluetooth, infrared and so on. Each is asked
 * of the operating system with `socket(family, type, 0)`, in a child process; the answer is a protocol that the system
 * chose, or an errno. It is asked once, and remembered.
 *
 * Node itself has three families. python3 asks for the rest; without it they are `not asked`.
 *
 * @throws NetcellError `ETIMEDOUT`, `EINTR`
 * @example
 * ```ts
 * import { families } from "netcell";
 * await families()
 * ```
 */
export async function families(options: CallOptions = {}): Promise<Families> {
  checkedOptions(options, callNames);
  remembered ??= await ask(options);
  return remembered;
}

async function ask(options: CallOptions): Promise<Families> {
  const answer = await askPython(options);
  if (typeof answer !== "string")
    return table(
      answer,
      "Asked with socket(family, type, 0) by python3. A number is the protocol that the system chose (SO_PROTOCOL).",
    );
  const note = `Not asked: ${answer}. What is here, Node could bind; it cannot ask for the protocol, nor for other families.`;
  return table(await askNode(), note);
}

function table(rows: readonly AddressFamily[], note: string): Families {
  return Object.assign(familiesView(rows, note), { note, [Symbol.iterator]: () => rows[Symbol.iterator]() });
}
