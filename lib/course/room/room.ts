/** room(): a place where each message goes to every member, and no member is waited for. */
import type { Room, RoomOptions } from "./api";
import { OpenRoom } from "./open-room";

/**
 * Makes a room.
 *
 * @throws NetcellError `EINVAL`
 * @example
 * ```ts
 * import { room, tcp } from "netcell";
 * const hall = room<string>({ name: "hall" });
 * const chat = await tcp.listen(async (c) => {
 *   const lines = c.lines();
 *   const me = hall.join((await lines.recv()) ?? "?", lines);
 *   for await (const line of lines) hall.broadcast(`${me.name}: ${line}`, me);
 * }, { name: "chat" });
 * const [ann, bob] = [(await tcp.connect(chat)).lines(), (await tcp.connect(chat)).lines()];
 * await bob.send("Bob");
 * await ann.send("Ann");
 * while (hall.members.length < 2) await new Promise(setImmediate);
 * await ann.send("hello");
 * await bob.recv()
 * ```
 */
export function room<M = string>(options: RoomOptions = {}): Room<M> {
  return OpenRoom.open<M>(options);
}
