/** The front door of lib/addresses: addresses, networks and interfaces as values. */
export type { IpVersion } from "./block";
export { type InterfaceAddress, type InterfaceList, interfaces } from "./interfaces";
export { type IpAddress, ip } from "./ip";
export { type MacAddress, mac } from "./mac";
export { type PrefixEntry, type PrefixTable, prefixTable } from "./prefix-table";
export type { AddressRange, Scope } from "./ranges/range";
export { type AddressRanges, specialRanges } from "./ranges/special-ranges";
export type { PlannedSubnet, Subnet, SubnetPlan, Subnets } from "./subnet/api";
export type { HostRange } from "./subnet/hosts";
export { type SubnetFunction, subnet } from "./subnet/subnet";
export type { ShorteningStep } from "./text/short-form";
