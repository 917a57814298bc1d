/** Errors as problem details, RFC 9457: for the client, without anything from inside the server. */
import { STATUS_CODES } from "node:http";
import { inspect } from "node:util";
import { invalid, NetcellError } from "../../errors";

/** An error for the client. Made by {@link HttpApi.problem}. */
export class HttpProblem extends NetcellError {
  constructor(
    /** 400 to 599. */
    readonly status: number,
    /** The fault of this request. */
    readonly detail: string,
    /** Further members of the JSON object (RFC 9457, section 3.2). */
    readonly more: { readonly [member: string]: unknown } = {},
  ) {
    const what = `${status} ${reasonOf(status)}: ${detail}`;
    super(
      what,
      { code: "EPROTO", hint: "A route returns or throws it: the client gets it as its answer." },
      what,
    );
  }

  /** The JSON object. `about:blank` says that the status is all there is to the kind of problem (section 4.2.1). */
  toJSON(): object {
    const { status, detail, more } = this;
    return { type: "about:blank", title: reasonOf(status), status, detail, ...more };
  }
}

/** The media type of problem details (RFC 9457, section 3). */
export const problemType = "application/problem+json";

/** `http.problem()`: the problem, checked. */
export function problem(
  status: number,
  detail: string,
  more?: { readonly [member: string]: unknown },
): HttpProblem {
  if (Number.isInteger(status) && status >= 400 && status <= 599)
    return new HttpProblem(status, String(detail), more);
  throw invalid(
    `${inspect(status)} is not the status of an error`,
    "Give 400 to 499 when the client did something wrong, 500 to 599 when the server did.",
  );
}

/** The words behind a status (RFC 9110, section 15). */
export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? "Unknown";
}
