/** The front door of lib/capture. */
export { capture } from "./capture";
export type { LiveCapture } from "./handle";
export type { CaptureOptions, PortOf, WithPort } from "./options";
export { reconstruct, type WithTranscript } from "./reconstruct";
