/** What osi tells of a connection that no network carried. */
import { afterEach, expect } from "vitest";
import { closeAll, osi, socketpair, unix } from "../../lib";
import { requires } from "../support/requires";

const posix = requires({ name: "Unix-domain sockets", met: process.platform !== "win32" });

afterEach(() => closeAll());

posix.test("AF_UNIX: no port, no segment, no address, no link", async () => {
  const server = await unix.listen(undefined, { name: "echo" });
  const me = await unix.connect(server, { name: "me" });
  const far = await server.accept();
  await me.send("hi\n");
  await me.shutdown();
  while (await far.recv());
  for (const recorded of [me, far, server, me.transcript.normalized(), me.transcript.filter(() => true)]) {
    const told = String(osi.explain(recorded)).replace(/\s+/g, " ");
    expect(told).toContain("AF_UNIX: the operating system passes the bytes");
    expect(told).toContain("3 Network · Nothing: AF_UNIX connects programs of one machine");
    expect(told).not.toMatch(/TCP|FIN|MAC|TTL|acknowledgement/);
  }
  expect(String(osi.ladder(me))).toContain("no network took part, and there are no segments");
});

posix.test("so it is with a pair, which has no path either", async () => {
  const [left, right] = await socketpair({ name: "lr" });
  await left.send("across");
  await right.recv();
  const told = String(osi.explain(left)).replace(/\s+/g, " ");
  expect(told).toMatch(/lr\.a → lr\.b: 6 bytes/);
  expect(told).not.toContain("TCP");
});
