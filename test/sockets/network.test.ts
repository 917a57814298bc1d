/** Two networks with the same addresses: what is known of an endpoint of one is not said of the other. */
import { expect, test } from "vitest";
import { machineTime } from "../../lib/cell";
import { nameEndpoint, portName, shownEndpoint } from "../../lib/sockets/endpoint-names";
import type { Network } from "../../lib/sockets/network";
import { noteReset, resetReason } from "../../lib/sockets/stream/reset";
import { Recording } from "../../lib/sockets/transcript/transcript";

const [one, other]: [Network, Network] = [{ time: machineTime }, { time: machineTime }];
const [client, server] = ["10.0.0.1:40000", "10.0.0.2:80"];

test("an endpoint has a name in each network", () => {
  nameEndpoint(server, "web", one);
  nameEndpoint(server, "mail", other);
  expect([portName(server, one), portName(server, other), portName(server)]).toEqual([
    "web",
    "mail",
    undefined,
  ]);
  expect(shownEndpoint(server, true, other)).toBe("mail");
});

test("a transcript names the ends of its own network", () => {
  nameEndpoint(client, "alice", one);
  const record = new Recording("internet", undefined, one);
  record.add("connect", client, server);
  expect(
    record
      .normalized()
      .filter(() => true)
      .normalized()
      .toJSON(),
  ).toMatchObject([{ from: "alice", to: "web" }]);
});

test("a reset is explained in its own network only", () => {
  noteReset(client, server, "abort() was called", one);
  expect(resetReason(client, server, 0, one)).toBe("abort() was called");
  expect(resetReason(client, server, 0, other)).toBe(undefined);
});
