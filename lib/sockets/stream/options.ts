/** How the operating system's TCP sockets are set up, on both ends. */

export const streamOptions = {
  // The peer's FIN ends one direction only (RFC 9293, section 3.6).
  allowHalfOpen: true,
  // Students look at each send by itself: none waits for the ACK of the one before (Nagle, RFC 1122, section 4.2.3.4).
  noDelay: true,
  // Room for a few large pieces: an awaited send need not wait until the operating system has taken the one before.
  highWaterMark: 256 * 1024,
};
