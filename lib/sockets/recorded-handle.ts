/** The base of every handle through which bytes pass: a record of them, and a card that shows the newest. */
import { type Identity, LiveHandle } from "../cell";
import { checkedOptions, type NamesOf } from "../errors";
import { jupyterDisplay, type MimeBundle, type View } from "../view";
import { machine, type Network } from "./network";
import type { ShowOptions, SocketHandle } from "./stack/socket";
import { checkedRows, Recording } from "./transcript/transcript";

/** Which handle it is, and what its record is of. */
export interface RecordedSetup extends Identity {
  /** Whether it is listed by itself, and not as a part of another (default: true). */
  readonly listed?: boolean;
  readonly network?: Network | undefined;
  readonly family?: Recording["family"] | undefined;
  readonly wrapping?: Recording["wrapping"] | undefined;
}

const showNames: NamesOf<ShowOptions> = { stable: true, rows: true };

export abstract class RecordedHandle extends LiveHandle implements SocketHandle {
  readonly name: string;
  readonly transcript: Recording;
  /** The network that its endpoints belong to. @internal */
  readonly network: Network;
  #showOptions: ShowOptions = {};

  constructor({ name, key, listed, network = machine, family, wrapping }: RecordedSetup) {
    super(key, { listed, time: network.time });
    this.name = name;
    this.network = network;
    this.transcript = new Recording(family, wrapping, network);
  }

  override show(options: ShowOptions = {}): void {
    const { rows } = checkedOptions(options, showNames);
    if (rows !== undefined) checkedRows(rows);
    this.#showOptions = options;
    super.show();
  }

  [jupyterDisplay](): MimeBundle {
    return this.card(this.#showOptions)[jupyterDisplay]();
  }

  /** The card as it is now. */
  protected abstract card(options: ShowOptions): View;
}
