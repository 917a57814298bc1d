/** The front door of lib/addresses: addresses, networks and interfaces as values. */
export type { IpVersion } from "./block";
export type { HostRange } from "./hosts";
export { type InterfaceAddress, type InterfaceList, interfaces } from "./interfaces";
export { type IpAddress, ip } from "./ip";
export { type MacAddress, mac } from "./mac";
export { type PrefixEntry, type PrefixTable, prefixTable } from "./prefix-table";
export type { AddressRange, Scope } from "./ranges/range";
export { type AddressRanges, specialRanges } from "./ranges/special-ranges";
export type { ShorteningStep } from "./short-form";
export { type SubnetFunction, subnet } from "./subnet";
export type { PlannedSubnet, Subnet, SubnetPlan, Subnets } from "./subnet-type";
