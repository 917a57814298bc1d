/** A connection that a server of HTTP has accepted: what passes over it is recorded, Node's HTTP reads it. */
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { CloseReason, HandleFacts } from "../../cell";
import type { View } from "../../view";
import { connectionCard } from "../card";
import { shownEndpoint } from "../endpoint-names";
import { RecordedHandle } from "../recorded-handle";
import type { ShowOptions } from "../stack/socket";
import { endedAndQuiet, sentUntil } from "../stream/ending";
import { reset } from "../stream/reset";
import type { Ends } from "../stream/transport";
import type { Recording, WireEvent } from "../transcript/transcript";
import { tap } from "./tap";

/** Whose connection it is, and who else follows it. */
interface HttpConnectionSetup {
  readonly name: string;
  readonly socket: Socket;
  readonly ends: Ends;
  readonly server: { readonly record: Recording; changed(): void };
}

/** The handle that uses the connection after an upgrade. */
interface Carried {
  /** Tells the peer that the server goes, and ends. */
  goAway(reason: CloseReason, grace: number): Promise<void>;
}

export class HttpConnection extends RecordedHandle {
  readonly kind = "http connection";
  readonly #setup: HttpConnectionSetup;
  #carried: Carried | undefined;
  #underWay = 0;
  #onIdle: (() => void) | undefined;
  #peerEnded = false;

  constructor(setup: HttpConnectionSetup) {
    const { name, socket } = setup;
    const wrapping = (socket as TLSSocket).encrypted ? "TLS" : undefined;
    super({ name, key: undefined, listed: false, wrapping });
    this.#setup = setup;
    socket.unref();
    this.note("accept", false);
    tap(socket, (bytes, outgoing) => this.#add("data", outgoing, bytes));
    socket.on("end", () => {
      this.#peerEnded = true;
      this.note("fin", false);
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      this.note(error.code === "ECONNRESET" ? "rst" : "error", false, error.code),
    );
    socket.on("close", () => {
      if (this.#peerEnded && this.state === "open") this.note("fin", true);
      this.#onIdle?.();
      void this.closeAs({ by: this.#peerEnded ? "peer" : "local" });
    });
    this.opened();
  }

  /** Its two ends, as transcripts write them. @internal */
  get ends(): { readonly local: string; readonly remote: string } {
    const { local, remote } = this.#setup.ends;
    return { local: local.text, remote: remote.text };
  }

  /** From now on it carries something else than HTTP, which ends first. @internal */
  carry(handle: Carried): void {
    this.#carried = handle;
  }

  /** An exchange begins. @internal */
  begin(): void {
    this.#underWay++;
  }

  /** An exchange is over. @internal */
  end(): void {
    if (--this.#underWay === 0) this.#onIdle?.();
  }

  /** Records an event without bytes. @internal */
  note(event: WireEvent, outgoing: boolean, note?: string): void {
    this.#add(event, outgoing, undefined, note);
  }

  protected card(options: ShowOptions): View {
    return connectionCard(this, options);
  }

  facts(stable: boolean): HandleFacts {
    const { local, remote } = this.#setup.ends;
    const name = (endpoint: string) => shownEndpoint(endpoint, stable);
    return { endpoint: `${name(local.text)} → ${name(remote.text)}`, bytes: this.transcript.bytes };
  }

  /** Answers under way are finished; an idle connection, which HTTP keeps for later, ends at once. */
  protected async release(grace: number): Promise<void> {
    const { socket } = this.#setup;
    if (socket.destroyed) return;
    const limit = performance.now() + grace;
    await this.#carried?.goAway(this.reason!, grace);
    if (socket.destroyed) return;
    if (!(await this.#idleWithin(grace)) || !(await sentUntil(limit, socket))) {
      this.note("rst", true, `an answer was not sent within ${grace} ms`);
      reset(socket);
      return;
    }
    if (socket.destroyed) return;
    this.note("fin", true);
    // What still arrives is read and thrown away, lest a reset overtake the last answer (RFC 9112, section 9.6).
    await endedAndQuiet(limit, socket);
    socket.destroy();
  }

  #idleWithin(grace: number): Promise<boolean> {
    if (this.#underWay === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve(false), grace);
      this.#onIdle = () => {
        clearTimeout(limit);
        resolve(true);
      };
    });
  }

  #add(event: WireEvent, outgoing: boolean, bytes?: Uint8Array, note?: string): void {
    const { ends, server } = this.#setup;
    const [from, to] = outgoing ? [ends.local.text, ends.remote.text] : [ends.remote.text, ends.local.text];
    const now = performance.now();
    this.transcript.add(event, from, to, bytes, note, now);
    server.record.add(event, from, to, bytes, note, now);
    this.changed();
    server.changed();
  }
}
