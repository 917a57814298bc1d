/** All protocols: one line each, with the names that a cell gets. */
export * from "./arp";
export * from "./cooked";
export * from "./dhcp";
export type { DHCPOption, DHCPOptionInit } from "./dhcp-options";
export { DNS, type DNSInit, DNSTCP, type DNSTCPInit, type DNSTCPValues, type DNSValues } from "./dns";
export type { DNSName } from "./dns-name";
export type { CAA, EDNSOption, SvcParam } from "./dns-rdata";
export {
  DNSQR,
  type DNSQRInit,
  type DNSQRValues,
  DNSRR,
  type DNSRRInit,
  type DNSRRValues,
} from "./dns-records";
export type { DNSRecord } from "./dns-sections";
export * from "./dns-typed-records";
export * from "./dot1q";
export { Dot3, type Dot3Init, type Dot3Values } from "./dot3";
export { Ether, type EtherInit, type EtherValues } from "./ether";
export * from "./gre";
export * from "./http";
export type { HTTPHeader, HTTPHeaderInit, HTTPHeadersInit } from "./http-headers";
export * from "./icmp";
export {
  ICMPv6DestUnreach,
  type ICMPv6EchoInit,
  ICMPv6EchoReply,
  ICMPv6EchoRequest,
  type ICMPv6EchoValues,
  type ICMPv6ErrorInit,
  type ICMPv6ErrorValues,
  ICMPv6PacketTooBig,
  type ICMPv6PacketTooBigInit,
  type ICMPv6PacketTooBigValues,
  ICMPv6ParamProblem,
  type ICMPv6ParamProblemInit,
  type ICMPv6ParamProblemValues,
  ICMPv6TimeExceeded,
  ICMPv6Unknown,
  type ICMPv6UnknownInit,
  type ICMPv6UnknownValues,
} from "./icmpv6";
export { IGMP, type IGMPInit, type IGMPValues } from "./igmp";
export * from "./igmpv3";
export * from "./ip";
export type { IPOption, IPOptionInit, IPRoute } from "./ip-options";
export { IPv6, type IPv6Init, type IPv6Values } from "./ipv6";
export * from "./ipv6-extensions";
export * from "./llc";
export * from "./neighbor-discovery";
export * from "./ntp";
export * from "./raw";
export * from "./snap";
export * from "./stp";
export * from "./tcp";
export type { TCPOption, TCPOptionInit } from "./tcp-options";
export * from "./tftp";
export {
  TFTP_Option,
  TFTP_Options,
  type TFTPOptionInit,
  type TFTPOptionsInit,
  type TFTPOptionsValues,
  type TFTPOptionValues,
} from "./tftp-options";
export * from "./tls";
export type { KeyShare, TLSBytesExtension, TLSExtension, TLSNumberExtension } from "./tls-extensions";
export * from "./tls-messages";
export * from "./udp";
export * from "./vxlan";
