/** HTTP over the operating system's TCP: serve and ask. What that needs is loaded with the first call. */
import type { HttpApi } from "./api";

/** HTTP/1.1 on this machine's network. */
export const http: HttpApi = {
  serve: async (routes, options = {}) =>
    (require("./serve") as typeof import("./serve")).serve(routes, options),
  client: (base, options = {}) => (require("./client") as typeof import("./client")).client(base, options),
  problem: (status, detail, more) =>
    (require("./problem") as typeof import("./problem")).problem(status, detail, more),
};
