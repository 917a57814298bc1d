/** Every view, one line each: what hangs on `osi`. */
export { encapsulation } from "./encapsulation/encapsulation";
export { explain } from "./explain/explain";
export { follow } from "./follow/follow";
export { header } from "./header/header";
export { hexdump } from "./hexdump/hexdump";
export { ladder } from "./ladder/ladder";
export { layers } from "./layers";
export { table } from "./table/table";
export { tree } from "./tree/tree";
