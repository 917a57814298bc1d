/** All protocols: one line each. */
export * from "./arp";
export * from "./cooked";
export * from "./dot1q";
export * from "./ether";
export * from "./icmp";
export * from "./icmpv6";
export * from "./ip";
export * from "./ipv6";
export * from "./ipv6-extensions";
export * from "./neighbor-discovery";
export * from "./raw";
export * from "./tcp";
export * from "./udp";
