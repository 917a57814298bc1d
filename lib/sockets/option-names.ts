/** The names of the options that several calls share. */

import type { NamesOf } from "../errors";
import { callNames } from "./checks";
import type { ListenOptions, PortOptions, ServingOptions, TcpOptions } from "./stack/server";
import type { ConnectOptions } from "./stack/tcp";

export const servingNames: NamesOf<ServingOptions> = {
  name: true,
  backlog: true,
  maxConnections: true,
  output: true,
};

export const portNames: NamesOf<PortOptions> = { port: true, host: true, public: true, ...servingNames };

const tcpNames: NamesOf<TcpOptions> = { keepAlive: true, noDelay: true };

export const listenNames: NamesOf<ListenOptions> = { ...portNames, ...tcpNames };

export const connectNames: NamesOf<ConnectOptions> = {
  name: true,
  localPort: true,
  ...callNames,
  ...tcpNames,
};
