/** The base of all relays: where it listens, its decisions, its card. */
import type { HandleFacts } from "../../cell";
import { type View, visible } from "../../view";
import { socketCard } from "../card";
import { type Endpoint, endpointText, freePlace } from "../endpoint";
import { nameEndpoint, shownEndpoint } from "../endpoint-names";
import { RecordedHandle } from "../recorded-handle";
import type { ShowOptions } from "../stack/socket";

/** `D` is one of its decisions. */
export abstract class Relay<D> extends RecordedHandle {
  protected readonly made = new DecisionList<D>();
  /** Where it leads, as transcripts write it. */
  protected readonly targetText: string;
  /** Where it listens, as transcripts write it. */
  protected text = "";
  #endpoint: Endpoint | undefined;

  constructor(name: string, key: string | undefined, target: Pick<Endpoint, "address" | "port">) {
    super({ name, key });
    this.targetText = endpointText(target);
  }

  get endpoint(): Endpoint {
    return this.#endpoint!;
  }

  get decisions(): readonly D[] {
    return this.made.newest;
  }

  get decided(): number {
    return this.made.count;
  }

  protected card(options: ShowOptions): View {
    const line = (stable: boolean) => `${visible(this.facts(stable).endpoint)}, ${this.counts()}`;
    return socketCard(this, line, options);
  }

  facts(stable: boolean): HandleFacts {
    const own = stable && this.#endpoint ? freePlace(this.#endpoint) : this.text || "not open";
    return { endpoint: `${own} ⇢ ${shownEndpoint(this.targetText, stable)}`, bytes: this.transcript.bytes };
  }

  /** What its card counts, in words. */
  protected abstract counts(): string;

  /** It listens there now. */
  protected listensOn(endpoint: Endpoint): void {
    this.#endpoint = endpoint;
    this.text = endpointText(endpoint);
    nameEndpoint(this.text, this.name);
  }
}

/** Decisions that are kept at least. */
const kept = 10_000;

/** The newest decisions of a relay, in bounded memory. */
class DecisionList<D> {
  #all: D[] = [];
  #count = 0;

  /** How many there were in all. */
  get count(): number {
    return this.#count;
  }

  /** The newest, oldest of them first. */
  get newest(): readonly D[] {
    return this.#all.slice(-kept);
  }

  add(decision: D): void {
    this.#count++;
    this.#all.push(decision);
    if (this.#all.length >= 2 * kept) this.#all = this.#all.slice(-kept);
  }
}
