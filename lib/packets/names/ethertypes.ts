/** EtherTypes: what an Ethernet frame carries (IEEE 802 Numbers, RFC 9542). */
export const ethertypes = {
  2048: "IPv4",
  2054: "ARP",
  2114: "WoL",
  25944: "TEB",
  33024: "n_802_1Q",
  34525: "IPv6",
  34824: "FlowControl",
  34887: "MPLS",
  34915: "PPPoE_discovery",
  34916: "PPPoE_session",
  34958: "EAPOL",
  34984: "n_802_1AD",
  35020: "LLDP",
  35045: "MACsec",
  35063: "PTP",
} as const;
