/** The public face for cells. */
export {};
