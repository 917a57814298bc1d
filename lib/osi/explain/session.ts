/** Layer 5: the dialogue as a whole. */

import { plural } from "../../view";
import { type Conversation, type Exchange, saysSomething } from "../input/exchange";
import { type Account, eachConversation, type Finding } from "./account";
import { readTurn } from "./reading";

export function session({ conversations, source }: Exchange): Account {
  return {
    seen: [
      ...eachConversation(conversations, (conversation) => course(conversation, source)),
      workDone(conversations),
    ],
    unknown: [
      "Whether this dialogue goes on from an earlier one: only the programs could tell, by what they say.",
    ],
  };
}

function course(conversation: Conversation, source: Exchange["source"]): Finding[] {
  return [beginning(conversation, source), ...turns(conversation), end(conversation)];
}

function beginning({ carrier, client, rows: [first] }: Conversation, source: Exchange["source"]): Finding {
  if (carrier === "UDP" && first)
    return {
      says: `${first.from.label} sent the first datagram ${source === "packets" ? "of these" : "that is kept"}.`,
      rows: [first],
    };
  if (!client || !first)
    return {
      says: `Who began is not in the ${source === "packets" ? "packets here" : "rows that are kept"}.`,
    };
  if (first.event === "drop") return { says: `${client.label} came and was turned away.`, rows: [first] };
  return { says: `${client.label} began.`, rows: [first] };
}

function turns({ turns, rows }: Conversation): Finding[] {
  if (turns.length === 0) return [];
  const changes = turns.length - 1;
  return [
    {
      says: `${turns.length} ${plural(turns.length, "turn")}: the direction ${changes === 0 ? "never changed" : `changed ${changes} ${plural(changes, "time")}`}.`,
      rows: rows.filter((row) => saysSomething(row)),
    },
  ];
}

function end({ carrier, rows, ends }: Conversation): Finding {
  if (carrier === "UDP") return { says: "UDP has no end of a dialogue: it just stops." };
  const ending = rows.find((row) => row.event === "fin" || row.event === "rst");
  if (!ending)
    return {
      says:
        rows[0]?.event === "drop"
          ? "There was no dialogue."
          : `No end of ${ends[0].label}'s connection has been seen so far.`,
    };
  const how = ending.event === "fin" ? "said first that it sends no more" : "broke it off";
  return { says: `${ending.from.label} ${how}.`, rows: [ending] };
}

function workDone(conversations: readonly Conversation[]): Finding {
  const turn = conversations
    .flatMap(({ turns }) => turns)
    .slice(0, 100)
    .find((turn) => readTurn(turn).sessions.length > 0);
  if (!turn)
    return {
      says: `Nothing separate did this layer's work: the programs took turns by themselves, ${waysToTalk[conversations[0]?.carrier ?? "TCP"]}.`,
    };
  const [header] = readTurn(turn).sessions;
  return {
    says: `HTTP's ${header} did a part of this layer's work: a later connection can go on with the same dialogue.`,
    rows: turn.rows.slice(0, 1),
  };
}

const waysToTalk = {
  TCP: "on TCP's connection",
  UDP: "with UDP's datagrams",
  AF_UNIX: "on a connection of AF_UNIX",
} as const;
