/** Layer 7: what the programs said to each other. */

import { bytesText, plural } from "../../view";
import type { Conversation, Exchange } from "../input/exchange";
import { type Account, direction, eachConversation, type Finding, noteText } from "./account";
import { readTurn } from "./reading";

const mostTurns = 4;

export function application({ conversations, rows }: Exchange): Account {
  const spoken = conversations.filter((conversation) => conversation.turns.length > 0);
  const errors = rows.filter((row) => row.event === "error" && row.note !== undefined);
  return {
    seen: [
      ...(spoken.length > 0
        ? eachConversation(spoken, dialogue)
        : [{ says: "The programs have said nothing so far." }]),
      ...errors.slice(0, 2).map((row) => ({ says: `At ${row.from.label}: ${noteText(row)}.`, rows: [row] })),
    ],
    unknown: [
      "What the bytes mean to the programs, beyond what they read as here.",
      "Whether the other program has read them: arriving is not being read.",
    ],
  };
}

function dialogue({ turns }: Conversation): Finding[] {
  const findings = turns.slice(0, mostTurns).map((turn) => ({
    says: `${direction(turn.from, turn.to)}: ${turn.reads ?? readTurn(turn).says}`,
    rows: turn.rows,
    ...(turn.bytes && { bytes: turn.bytes }),
  }));
  const more = turns.slice(mostTurns);
  if (more.length === 0) return findings;
  const bytes = more.reduce((sum, turn) => sum + turn.length, 0);
  return [
    ...findings,
    {
      says: `… ${more.length} more ${plural(more.length, "turn")}, ${bytesText(bytes)}`,
      rows: more.flatMap((turn) => turn.rows),
    },
  ];
}
