/** The front door of lib/capture. */
export type { CaptureOptions, LiveCapture, PortOf, WithPort } from "./api";
export { capture } from "./capture";
export { reconstruct, type WithTranscript } from "./reconstruct";
