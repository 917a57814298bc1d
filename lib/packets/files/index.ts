/** The front door of capture files. */
export type { Capture } from "./capture";
export type { CapturedPacket, PacketOrigin } from "./captured";
export type { PacketRecord, Writable } from "./entries";
export type { CaptureInterface } from "./facts";
export type { CaptureParser } from "./parser";
export type { CaptureStream, PcapOptions } from "./pcap";
export * as pcap from "./pcap";
