/** How much is taken in at most, unless told otherwise. */

/** Bytes of one message, or of one call. */
export const defaultMaxBytes = 65_536;
