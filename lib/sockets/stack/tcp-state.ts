/** The states of a TCP connection, as RFC 9293 names them. */

/**
 * A state of TCP (RFC 9293, section 3.3.2). The operating system knows it exactly; a socket knows as much as it did
 * and saw itself. So a real socket says `FIN-WAIT` for FIN-WAIT-1 and FIN-WAIT-2, because it does not learn when its FIN
 * was acknowledged, and `TIME-WAIT` for CLOSING too; only a simulated host tells them apart.
 */
export type TcpState =
  | "LISTEN"
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "ESTABLISHED"
  | "FIN-WAIT"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSE-WAIT"
  | "CLOSING"
  | "LAST-ACK"
  | "TIME-WAIT"
  | "CLOSED";
