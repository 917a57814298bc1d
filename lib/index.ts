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
  type Displayable,
  type Handle,
  type HandleList,
  type HandleState,
  handles,
  type MimeBundle,
  NetcellError,
  type NetcellErrorDetails,
  settle,
  type View,
} from "./cell";
export { check } from "./course";
export * from "./osi";
export * from "./packets";
export * from "./sockets";
