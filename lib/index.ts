/**
 * netcell: socket servers and clients that behave well in notebook cells, and views that take traffic apart.
 *
 * This is what `import … from "netcell"` gives a cell.
 *
 * @packageDocumentation
 */

export * from "./addresses";
export * from "./capture";
export {
  type CallOptions,
  type CloseOptions,
  type CloseReason,
  closeAll,
  type Handle,
  type HandleList,
  type HandleState,
  handles,
  settle,
} from "./cell";
export * from "./course";
export { type ErrorHandle, NetcellError, type NetcellErrorDetails } from "./errors";
export * from "./osi";
export * from "./packets/public";
export * from "./sockets";
export type { Displayable, MimeBundle, View } from "./view";
