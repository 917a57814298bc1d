/** The card of a room: its members, and the number of messages that each of them got. */
import { cardTitle, newestListed } from "../../cell";
import { counted, grouped, html, stableByDefault, styles, tableHtml, type View, view } from "../../view";
import type { OpenRoom } from "./open-room";

const columns = [
  { heading: "member" },
  { heading: "sent", kind: "count" },
  { heading: "queued", kind: "count" },
  { heading: "dropped", kind: "count" },
] as const;

export function roomCard<M>(room: OpenRoom<M>): View {
  const title = cardTitle(room, stableByDefault());
  const numbers = [
    room.facts().endpoint,
    `${counted(room.broadcasts, "message")} to all`,
    ...(room.dropped > 0 ? [`${grouped(room.dropped)} not delivered`] : []),
    ...(room.tooSlow > 0 ? [`${grouped(room.tooSlow)} disconnected as too slow`] : []),
  ].join(", ");
  const { newest, older } = newestListed(room.members, "member");
  const rows = newest.map(({ name, sent, queued, dropped }) => [
    name,
    ...[sent, queued, dropped].map(grouped),
  ]);
  const table = { caption: "members", columns, rows: rows.map((cells) => ({ cells })) };
  return view({
    text: () =>
      [
        title,
        numbers,
        ...rows.map(
          ([name, sent, queued, dropped]) => `  ${name}  ${sent} sent, ${queued} queued, ${dropped} dropped`,
        ),
        ...(older ? [`  ${older}`] : []),
      ].join("\n"),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div><div>${numbers}</div>${
        rows.length > 0 && tableHtml(table)
      }${older && html`<div style="${styles.quiet}">${older}</div>`}</div>`,
  });
}
