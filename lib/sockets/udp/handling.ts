/** Calls of a student's handler for each datagram: their output, their number at a time, their errors. */
import { type LiveHandle, runHandler } from "../../cell";
import { inWords, isOwnClose } from "../stream/handler-errors";
import type { DatagramHandler, UdpDatagram, UdpSocket } from "./api";

/** Errors of one handler that are printed in full; the transcript has all of them. */
const printedErrors = 10;

/** Where the handler prints; the newest cell if it is `undefined`. */
type Cell = Parameters<typeof runHandler>[0];

export class DatagramHandling {
  readonly #socket: LiveHandle & UdpSocket;
  readonly #handler: DatagramHandler;
  readonly #cell: Cell;
  readonly #noteError: (note: string, datagram: UdpDatagram) => void;
  #atWork = 0;
  #errors = 0;

  constructor(
    socket: LiveHandle & UdpSocket,
    handler: DatagramHandler,
    cell: Cell,
    noteError: (note: string, datagram: UdpDatagram) => void,
  ) {
    this.#socket = socket;
    this.#handler = handler;
    this.#cell = cell;
    this.#noteError = noteError;
  }

  /** Calls whose promises are not done yet. */
  get atWork(): number {
    return this.#atWork;
  }

  call(datagram: UdpDatagram): void {
    runHandler(this.#cell, () => {
      try {
        const work = this.#handler(datagram, this.#socket);
        if (work instanceof Promise) void this.#finished(work, datagram);
      } catch (error) {
        this.#tell(error, datagram);
      }
    });
  }

  async #finished(work: Promise<unknown>, datagram: UdpDatagram): Promise<void> {
    this.#atWork++;
    try {
      await work;
    } catch (error) {
      this.#tell(error, datagram);
    } finally {
      this.#atWork--;
    }
  }

  #tell(error: unknown, datagram: UdpDatagram): void {
    if (isOwnClose(error, this.#socket)) return;
    this.#noteError(`the handler threw ${inWords(error)}`, datagram);
    this.#errors++;
    if (this.#errors > printedErrors) return;
    console.error(`${this.#socket.name}: the handler threw`, error);
    if (this.#errors === printedErrors)
      console.error(`${this.#socket.name}: further errors are in its transcript only`);
  }
}
