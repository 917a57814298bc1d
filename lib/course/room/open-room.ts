/** A room that is open: who is in it, and its numbers. */
import { inspect } from "node:util";
import {
  checkedName,
  freshName,
  type Handle,
  type HandleFacts,
  LiveHandle,
  replaceOlder,
  runHandler,
} from "../../cell";
import { checkedCount, checkedOptions, invalid, NetcellError } from "../../errors";
import type { MessageStream } from "../../sockets";
import { counted, jupyterDisplay, type MimeBundle } from "../../view";
import type { Member, Room, RoomOptions } from "./api";
import { roomCard } from "./card";
import { memberName } from "./member-name";
import { type MemberContext, RoomMember } from "./room-member";

const defaultOutbox = 100;

export class OpenRoom<M> extends LiveHandle implements Room<M> {
  readonly kind = "room";
  readonly name: string;
  readonly #room: MemberContext<RoomMember<M>>;
  readonly #members = new Map<string, RoomMember<M>>();
  #broadcasts = 0;
  #droppedByLeft = 0;
  #tooSlow = 0;

  /** A room holds nothing but its members: without a name it is not listed, and it goes when they go. */
  constructor(name: string | undefined, terms: Required<Pick<RoomOptions, "outbox" | "slow">>) {
    super(name === undefined ? undefined : `room ${name}`, { listed: name !== undefined });
    this.name = name ?? freshName("room");
    this.#room = {
      ...terms,
      run: (act) => runHandler(this.cell, act),
      changed: () => this.changed(),
      gone: (member) => this.#gone(member),
    };
  }

  static open<M>(options: RoomOptions): OpenRoom<M> {
    const {
      name,
      outbox = defaultOutbox,
      slow = "disconnect",
    } = checkedOptions(options, {
      name: true,
      outbox: true,
      slow: true,
    });
    checkedName(name);
    checkedCount(outbox, "outbox");
    if (slow !== "disconnect" && slow !== "drop-oldest") throw unknownPolicy(slow);
    const room = new OpenRoom<M>(name, { outbox, slow });
    // The older one of this name closes at once: it has nothing to wait for.
    void replaceOlder(room);
    room.opened();
    return room;
  }

  get members(): ReadonlyArray<Member<M>> {
    return [...this.#members.values()];
  }

  /** How many messages went to all members. @internal */
  get broadcasts(): number {
    return this.#broadcasts;
  }

  /** How many messages members did not get, those who have left included. @internal */
  get dropped(): number {
    return this.members.reduce((sum, member) => sum + member.dropped, this.#droppedByLeft);
  }

  /** How many members were disconnected because they were too slow. @internal */
  get tooSlow(): number {
    return this.#tooSlow;
  }

  join(name: string, stream: MessageStream<unknown, M>): Member<M> {
    if (this.state !== "open") throw closed(this);
    checkMessages(stream);
    const unique = memberName(name, this.#members);
    const member = new RoomMember<M>(unique, stream, this.#room);
    this.#members.set(unique, member);
    this.changed();
    return member;
  }

  broadcast(message: M, except?: Member<M>): number {
    this.#broadcasts++;
    let reached = 0;
    for (const member of this.#members.values()) if (member !== except && member.send(message)) reached++;
    this.changed();
    return reached;
  }

  facts(): HandleFacts {
    return { endpoint: counted(this.#members.size, "member") };
  }

  [jupyterDisplay](): MimeBundle {
    return roomCard(this)[jupyterDisplay]();
  }

  protected async release(): Promise<void> {
    for (const member of [...this.#members.values()]) member.leaveAs("closed");
  }

  #gone(member: RoomMember<M>): void {
    this.#members.delete(member.name);
    this.#droppedByLeft += member.dropped;
    if (member.reason === "slow") this.#tooSlow++;
    this.changed();
  }
}

/** A room tells messages, and a connection alone knows only bytes. */
function checkMessages(stream: unknown): void {
  const { send, connection, lines } = Object(stream) as { readonly [member: string]: unknown };
  if (typeof send === "function" && typeof Object(connection).closed === "object") return;
  throw invalid(
    `${inspect(stream, { depth: 0 })} is not a stream of messages`,
    typeof lines === "function"
      ? "A connection carries bytes, which have no ends: join with its lines(), or with framed() and a codec."
      : "Give the lines() of a connection, its framed() with a codec, or a WebSocket.",
  );
}

function closed(room: Handle): NetcellError {
  return new NetcellError(`${room.name} is closed`, {
    code: "ENOTCONN",
    hint: "Run the cell that makes the room again.",
    handle: room,
  });
}

function unknownPolicy(slow: unknown): NetcellError {
  return invalid(
    `${inspect(slow)} is not a way to treat a slow member`,
    'Give "disconnect" or "drop-oldest".',
  );
}
