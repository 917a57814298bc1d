/** An answer as the client keeps it. */
import type { IncomingMessage } from "node:http";
import { inspect } from "node:util";
import { invalid } from "../../errors";
import { printable } from "../../view";
import type { HttpRaw, HttpResponse } from "./api";
import { faultText, joinedHeaders } from "./exchange";

export class ReceivedResponse implements HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: HttpResponse["headers"];

  constructor(
    message: IncomingMessage,
    readonly bytes: Buffer,
    readonly raw: HttpRaw,
  ) {
    this.status = message.statusCode!;
    this.reason = message.statusMessage!;
    this.headers = joinedHeaders(message.headers);
  }

  text(): string {
    return this.bytes.toString();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the interface says
  json<T = any>(): T {
    try {
      return JSON.parse(this.text());
    } catch {
      throw invalid(
        `the content of ${this} is not JSON: ${faultText(this.text())}`,
        "text() gives it as it is.",
      );
    }
  }

  toString(): string {
    return `${this.status} ${this.reason}, ${this.headers["content-type"] ?? "no type"}, ${this.bytes.length} bytes`;
  }

  [inspect.custom](): string {
    return this.bytes.length > 0 ? `${this}: ${printable(this.bytes)}` : String(this);
  }
}
