/** All samples, and tshark's names for their fields: one file a family of protocols, one line here. */
import * as core from "./core";
import * as dhcp from "./dhcp";
import * as dns from "./dns";
import * as http from "./http";
import * as ieee from "./ieee";
import * as igmp from "./igmp";
import * as ntp from "./ntp";
import type { Cut, Sample } from "./sample";
import * as tftp from "./tftp";
import * as tls from "./tls";
import * as tunnels from "./tunnels";

interface Family {
  readonly samples: readonly Sample[];
  readonly tshark: Readonly<Record<string, string>>;
  readonly cuts?: Readonly<Record<string, Cut>>;
  readonly summaries?: Readonly<Record<string, readonly [why: string, ours: string]>>;
}

const families: readonly Family[] = [core, dhcp, dns, ieee, igmp, http, ntp, tftp, tls, tunnels];

export type { Sample };
export const samples: readonly Sample[] = families.flatMap((family) => family.samples);
/** Our names of fields, and tshark's for the same ones; several are separated by `|`. */
export const tsharkNames: Readonly<Record<string, string>> = Object.assign(
  {},
  ...families.map((family) => family.tshark),
);
/** What a cut in these layers leads to, where it is not simply that their header is too short. */
export const cuts: Readonly<Record<string, Cut>> = Object.assign(
  {},
  ...families.map((family) => family.cuts),
);
/** Half lines of ours that tcpdump words otherwise: why, and what we say. */
export const summaries: Readonly<Record<string, readonly [why: string, ours: string]>> = Object.assign(
  {},
  ...families.map((family) => family.summaries),
);
