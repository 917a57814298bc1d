/** The front door of lib/cell: what the other folders stand on. Joining the running kernel is its one effect. */
import { joinRunningKernel } from "./host";

joinRunningKernel();

export { runHandler } from "./context";
export { type Displayable, jupyterDisplay, type MimeBundle } from "./display";
export { NetcellError, type NetcellErrorDetails } from "./error";
export {
  type CloseOptions,
  type CloseReason,
  type Handle,
  type HandleFacts,
  type HandleState,
  LiveHandle,
} from "./handle";
export { joinKernel, printed, type TslabJupyter, uncountCell } from "./host";
export { escapeHtml, type Html, html } from "./html";
export { closeAll, type HandleList, handles, settle } from "./inventory";
export { lasting } from "./lasting";
export { printable, utf8Length, visible } from "./printable";
export { liveHandles, replaceOlder } from "./registry";
export { stableByDefault } from "./stable";
export { styles } from "./style";
export { type View, type ViewFaces, view } from "./view";
export { type CallOptions, Deadline, Waiters, waitError } from "./wait";
