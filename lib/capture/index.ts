/** The front door of lib/capture. */
export { capture } from "./capture";
export type { LiveCapture } from "./handle";
export { reconstruct, type WithTranscript } from "./reconstruct";
export type { CaptureOptions, PortOf, WithPort } from "./what";
