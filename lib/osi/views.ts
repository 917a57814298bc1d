/** Every view, one line each: what hangs on `osi`. */
export { anatomy } from "./anatomy/anatomy";
export { bits } from "./bits/bits";
export { checksum } from "./checksum/checksum";
export { code } from "./code/code";
export { repr } from "./code/repr";
export { diff } from "./diff/diff";
export { encapsulation } from "./encapsulation/encapsulation";
export { explain } from "./explain/explain";
export { follow } from "./follow/follow";
export { header } from "./header/header";
export { hexdump } from "./hexdump/hexdump";
export { ladder } from "./ladder/ladder";
export { layers } from "./layers";
export { summary } from "./summary/summary";
export { table } from "./table/table";
export { tree } from "./tree/tree";
