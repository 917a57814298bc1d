/** Programs of other runtimes that do what the sockets' lines do: each answers the name of a measure with a rate. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { programOf, pythonWith } from "./installed.mjs";

/** Starts the peers that this machine can run. */
export function startPeers() {
  const python = pythonWith("trio");
  if (!python) console.log("asyncio, trio, blocking Python: not measured, there is no python3 with venv");
  const deno = new Peer(programOf("deno"), [
    "run",
    "--no-config",
    "--quiet",
    "--allow-net",
    program("with_deno.mjs"),
  ]);
  if (!python) return new Peers({ Deno: deno });
  return new Peers({
    asyncio: new Peer(python, [program("with_asyncio.py")]),
    trio: new Peer(python, [program("with_trio.py")]),
    Deno: deno,
    "blocking Python": new Peer(python, [program("with_threads.py")]),
  });
}

class Peers {
  #peers;

  constructor(peers) {
    this.#peers = Object.entries(peers);
  }

  /** The functions that measure it, by the peer's name. */
  measuring(measure) {
    return Object.fromEntries(this.#peers.map(([name, peer]) => [name, () => peer.rate(measure)]));
  }

  end() {
    for (const [, peer] of this.#peers) peer.end();
  }
}

class Peer {
  #child;
  #answers;

  constructor(command, args) {
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async rate(measure) {
    this.#child.stdin.write(`${measure}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.#child.spawnargs.join(" ")} ended without a rate of ${measure}`);
    return Number(value);
  }

  end() {
    this.#child.stdin.end();
  }
}

function program(name) {
  return fileURLToPath(new URL(`peers/${name}`, import.meta.url));
}
