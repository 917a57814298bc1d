/** The front door of lib/cell: what lives in a kernel. Joining the running kernel is its one effect. */
import { joinRunningKernel } from "./host";

joinRunningKernel();

export { cardTitle, type Described, newestListed } from "./card-parts";
export { runHandler } from "./context";
export {
  type CloseOptions,
  type CloseReason,
  type Handle,
  type HandleFacts,
  type HandleState,
  LiveHandle,
} from "./handle";
export { closeAll, type HandleList, handles, settle } from "./handles";
export { joinKernel, uncountCell } from "./host";
export { interruptible } from "./interruptible";
export { checkedName, freshName, type Identity, identityOf } from "./names";
export { openReplacing, replaceOlder } from "./opening";
export { liveHandles } from "./registry";
export { type Alarm, type CellWait, machineTime, type TimeSource } from "./time";
export { type CallOptions, Deadline, Waiters, waitError, withinDeadline } from "./wait";
