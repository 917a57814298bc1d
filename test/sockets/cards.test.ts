/** Cards of much: a card is drawn up to 20 times a second, so it is bounded, and says what it leaves out. */
import { afterEach, expect, test } from "vitest";
import { closeAll, type Room, room, type Server, tcp } from "../../lib";
import { jupyterDisplay } from "../../lib/view";

afterEach(() => closeAll());

function cardOf(handle: Server | Room<string>): Record<"text/plain" | "text/html", string> {
  return (handle as unknown as { [jupyterDisplay](): ReturnType<typeof cardOf> })[jupyterDisplay]();
}

test("a server with many connections lists the newest 40, and counts the older ones", async () => {
  const server = await tcp.listen(() => new Promise(() => {}), { name: "full" });
  const connect = async () => {
    await tcp.connect(server);
    await expect.poll(() => server.accepted, { interval: 1 }).toBe(++connected);
  };
  let connected = 0;
  while (connected < 40) await connect();
  const listed = (text: string) => text.match(/full#\d+(?= )/g);
  const all = cardOf(server);
  expect(listed(all["text/plain"])).toHaveLength(40);
  expect(all["text/plain"]).not.toContain("older connection");
  await connect();
  await connect();
  const card = cardOf(server);
  expect(card["text/plain"]).toContain("42 connections accepted, 42 open");
  expect(listed(card["text/plain"])?.[0]).toBe("full#3");
  expect(listed(card["text/plain"])).toHaveLength(40);
  expect(card["text/plain"]).toContain("\n  and 2 older connections\n");
  expect(card["text/html"].match(/full#\d+(?=<)/g)).toHaveLength(40);
  expect(card["text/html"]).toContain("and 2 older connections</div>");
});

test("a room with many members lists those who came last, and counts the others", async () => {
  const stream = (await tcp.connect(await tcp.listen())).lines();
  const hall = room<string>({ name: "hall" });
  for (let i = 1; i <= 41; i++) hall.join(`m${i}`, stream);
  const { "text/plain": text, "text/html": html } = cardOf(hall);
  expect([text.match(/m\d+(?= )/g)?.[0], text.match(/m\d+(?= )/g)?.length]).toEqual(["m2", 40]);
  expect(text).toMatch(/\n {2}and 1 older member$/);
  expect(html).toContain("and 1 older member</div>");
});
