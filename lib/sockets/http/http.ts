/** HTTP over the operating system's TCP: serve and ask. */
import type { HttpApi } from "./api";
import { client } from "./client";
import { problem } from "./problem";
import { serve } from "./serve";

/** HTTP/1.1 on this machine's network. */
export const http: HttpApi = { serve, client, problem };
