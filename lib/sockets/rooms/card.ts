/** What a room shows of itself: who is in it, and what each of them has got. */
import { html, stableByDefault, styles, type View, view } from "../../view";
import { count, listed, rowsTable, titleOf } from "../card";
import type { OpenRoom } from "./open-room";

const columns = ["member", "sent", "queued", "dropped"];

export function roomCard<M>(room: OpenRoom<M>): View {
  const title = titleOf(room, stableByDefault());
  const numbers = [
    room.facts().endpoint,
    `${count(room.broadcasts, "message")} to all`,
    ...(room.dropped > 0 ? [`${room.dropped.toLocaleString("en")} not delivered`] : []),
    ...(room.tooSlow > 0 ? [`${room.tooSlow.toLocaleString("en")} disconnected as too slow`] : []),
  ].join(", ");
  const { newest, older } = listed(room.members, "member");
  const members = newest.map(({ name, sent, queued, dropped }) => [
    name,
    ...[sent, queued, dropped].map((number) => number.toLocaleString("en")),
  ]);
  return view({
    text: () =>
      [
        title,
        numbers,
        ...members.map(
          ([name, sent, queued, dropped]) => `  ${name}  ${sent} sent, ${queued} queued, ${dropped} dropped`,
        ),
        ...(older ? [`  ${older}`] : []),
      ].join("\n"),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div><div>${numbers}</div>${
        members.length > 0 && rowsTable("members", columns, members)
      }${older && html`<div style="${styles.quiet}">${older}</div>`}</div>`,
  });
}
