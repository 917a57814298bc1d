/** The field that every request of HTTP/1.1 has: which of the sites at this address is meant. */
import type { IncomingMessage } from "node:http";
import { HttpProblem } from "./problem";

/** What is wrong with the Host of a request: it must be there, and once (RFC 9112, section 3.2). */
export function hostFault({ httpVersion, rawHeaders }: IncomingMessage): HttpProblem | undefined {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (isHost(rawHeaders[i]!)) count++;
  if (count === 1 || (count === 0 && httpVersion === "1.0")) return undefined;
  return new HttpProblem(
    400,
    `a request of HTTP/1.1 has one Host field (RFC 9112, section 3.2), this one has ${count === 0 ? "none" : count}`,
  );
}

function isHost(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === "host";
}
