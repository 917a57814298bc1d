/** The states of TCP, as a socket knows them and as the operating system does. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { type Connection, closeAll, tcp } from "../../../lib";
import { requires } from "../../support/requires";

afterEach(() => closeAll());

async function pair(): Promise<{ near: Connection; far: Connection }> {
  const server = await tcp.listen();
  const near = await tcp.connect(server);
  return { near, far: await server.accept() };
}

const states = (...ends: Connection[]) => ends.map((end) => end.tcpState);

describe("a connection says which state of RFC 9293 it is in", () => {
  test("LISTEN and CLOSED for a server", async () => {
    const server = await tcp.listen();
    expect(server.tcpState).toBe("LISTEN");
    expect(String(server)).toContain("(open, LISTEN)");
    await server.close();
    expect(server.tcpState).toBe("CLOSED");
  });

  test("ESTABLISHED, FIN-WAIT and CLOSE-WAIT, TIME-WAIT and LAST-ACK: an orderly end, step by step", async () => {
    const { near, far } = await pair();
    expect(states(near, far)).toEqual(["ESTABLISHED", "ESTABLISHED"]);
    await near.shutdown();
    expect(await far.recv()).toBeNull();
    expect(states(near, far)).toEqual(["FIN-WAIT", "CLOSE-WAIT"]);
    const ending = far.shutdown();
    expect(far.tcpState).toBe("LAST-ACK");
    await ending;
    expect(await near.recv()).toBeNull();
    expect(near.tcpState).toBe("TIME-WAIT");
    await Promise.all([near.closed, far.closed]);
    expect(states(near, far)).toEqual(["TIME-WAIT", "CLOSED"]);
  });

  test("CLOSED on both ends after a reset", async () => {
    const { near, far } = await pair();
    await near.abort();
    await far.closed;
    expect(states(near, far)).toEqual(["CLOSED", "CLOSED"]);
  });

  test("CLOSED for one that never was", async () => {
    const error = await tcp.connect(1).catch((reason) => reason);
    expect((error.handle as Connection).tcpState).toBe("CLOSED");
  });
});

const procNetTcp = { name: "/proc/net/tcp", met: process.platform === "linux" };

requires(procNetTcp).test("the operating system says the same", async () => {
  const { near, far } = await pair();
  expect(kernelStates(near, far)).toEqual(["ESTABLISHED", "ESTABLISHED"]);
  await near.shutdown();
  await far.recv();
  // Which of the two, only the operating system knows: the ACK of the FIN may be delayed (RFC 9293, section 3.8.6.3).
  expect(kernelStates(near, far)).toEqual([expect.stringMatching(/^FIN-WAIT-[12]$/), "CLOSE-WAIT"]);
  await far.shutdown();
  await near.recv();
  await expect.poll(() => kernelStates(near, far)).toEqual(["TIME-WAIT", undefined]);
});

/** Linux's numbers of the states (include/net/tcp_states.h). */
const linux = ["", "ESTABLISHED", "SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"];
const more = ["CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING"];

/** What /proc/net/tcp says of each end; `undefined` where it knows the connection no more. */
function kernelStates(...ends: Connection[]): Array<string | undefined> {
  const rows = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((row) => row.trim().split(/\s+/));
  const port = (end: { port: number }) => end.port.toString(16).toUpperCase().padStart(4, "0");
  return ends.map(({ local, remote }) => {
    const found = rows.find(
      ([, from, to]) => from?.endsWith(`:${port(local)}`) && to?.endsWith(`:${port(remote)}`),
    );
    return found && [...linux, ...more][Number.parseInt(found[3]!, 16)];
  });
}
