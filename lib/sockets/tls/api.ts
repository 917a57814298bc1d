/** The interface of TLS: connections like TCP's, whose bytes cannot be read on the way. */
import type { CallOptions } from "../../cell";
import type { Target } from "../endpoint";
import type { Connection } from "../stack/connection";
import type { ListenOptions, Server } from "../stack/server";
import type { ConnectOptions } from "../tcp/api";

/** TLS over TCP (RFC 8446): servers and clients. */
export interface TlsApi {
  /**
   * Starts a server that proves who it is with a throw-away certificate, made on the spot and kept in memory only.
   * Clients of this notebook trust it; browsers, and all others, do not.
   *
   * @param handler called for every client, when its handshake is done; without one, take them with `accept()`
   * @throws NetcellError what `tcp.listen()` throws
   * @example
   * ```ts
   * import { tls } from "netcell";
   * const secret = await tls.listen(async (c) => { await c.send("nobody else reads this") });
   * const me = await tls.connect(secret);
   * console.log(String(await me.recv()));
   * me.tls
   * ```
   */
  listen(handler?: TlsHandler, options?: TlsListenOptions): Promise<Server<TlsConnection>>;
  /** Starts a server without a handler: take its clients with `accept()`. */
  listen(options: TlsListenOptions): Promise<Server<TlsConnection>>;
  /**
   * Connects, and makes sure that the server is who it should be.
   *
   * @throws NetcellError `DEPTH_ZERO_SELF_SIGNED_CERT` and its like when no trusted authority signed the certificate,
   * `ERR_TLS_CERT_ALTNAME_INVALID` when it is for another name, `CERT_HAS_EXPIRED`, `EPROTO` when the server does not
   * speak TLS, and what `tcp.connect()` throws
   * @example
   * ```ts
   * import { tls } from "netcell";
   * const local = await tls.listen();
   * try { await tls.connect(local, { trust: "system" }) } catch (error) { console.log(error.message) }
   * ```
   */
  connect(to: Target, options?: TlsConnectOptions): Promise<TlsConnection>;
}

/** A function that is called with each connection. When the promise it returns is done, the connection is closed. */
export type TlsHandler = (connection: TlsConnection) => unknown;

/** One end of a connection that TLS protects. Its transcript shows what was sent, before it was encrypted. */
export interface TlsConnection extends Connection {
  /** What the handshake agreed on. */
  readonly tls: TlsFacts;
}

/** What a handshake agreed on. */
export interface TlsFacts {
  /** `"TLSv1.3"`, or an older version. */
  readonly protocol: string;
  /** The cipher suite by its name in the registry of TLS: `"TLS_AES_256_GCM_SHA384"`. */
  readonly cipher: string;
  /** The application protocol both chose (ALPN, RFC 7301); `undefined` if no protocol was offered. */
  readonly alpn: string | undefined;
  /** The name the client asked for (SNI, RFC 6066, section 3); `undefined` if it sent no name. */
  readonly serverName: string | undefined;
  /** The other end's certificate; `undefined` if it showed no certificate, as most clients do. */
  readonly peer: TlsCertificate | undefined;
}

/** What a certificate says (X.509, RFC 5280). */
export interface TlsCertificate {
  /** Whom it is for: the common name of its subject. */
  readonly subject: string;
  /** Who vouches for it; the subject itself, if it is self-signed. */
  readonly issuer: string;
  /** The names and addresses it is valid for (section 4.2.1.6): `"localhost"`, `"127.0.0.1"`. */
  readonly names: readonly string[];
  /** The first moment at which it is valid. */
  readonly validFrom: Date;
  /** The last. */
  readonly validTo: Date;
  /** SHA-256 of it, to compare by eye. */
  readonly fingerprint: string;
}

/** Options of listening with TLS. */
export interface TlsListenOptions extends ListenOptions {
  /** What the throw-away certificate says, where it differs from the default. */
  readonly certificate?: TlsCertificateOptions;
  /** Application protocols to offer (ALPN, RFC 7301), the best first. */
  readonly alpn?: readonly string[];
}

/** What a throw-away certificate says. */
export interface TlsCertificateOptions {
  /** The names and addresses it is valid for (default: `localhost`, `127.0.0.1` and `::1`). */
  readonly names?: readonly string[];
  /** The last moment at which it is valid (default: a week from now); a past one makes it expired. */
  readonly validTo?: Date;
}

/** Options of connecting with TLS. */
export interface TlsConnectOptions extends ConnectOptions, CallOptions {
  /** The name that the server must prove to have (default: the host's; `localhost` for this machine). */
  readonly serverName?: string;
  /** Whom to trust: the `system`'s authorities and this notebook's own servers, or only the `system`'s, as a browser. */
  readonly trust?: "notebook" | "system";
  /** Application protocols to offer (ALPN, RFC 7301), the best first. */
  readonly alpn?: readonly string[];
}
