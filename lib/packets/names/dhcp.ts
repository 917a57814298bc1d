/** DHCP's options by what they hold (IANA BOOTP Vendor Extensions and DHCP Options), under scapy's names. */

/** Kinds of messages (option 53, RFC 2132 §9.6, RFC 3203, RFC 4388). */
export const messageTypes = {
  1: "discover",
  2: "offer",
  3: "request",
  4: "decline",
  5: "ack",
  6: "nak",
  7: "release",
  8: "inform",
  9: "force_renew",
  10: "lease_query",
  11: "lease_unassigned",
  12: "lease_unknown",
  13: "lease_active",
} as const;

/** The options' codes by their names, grouped by what they hold. */
export const dhcpOptionCodes = {
  /** One IPv4 address. */
  address: {
    subnet_mask: 1,
    "swap-server": 16,
    broadcast_address: 28,
    "router-solicitation-address": 32,
    requested_addr: 50,
    server_id: 54,
    "subnet-selection": 118,
  },

  /** IPv4 addresses, one or several. */
  addresses: {
    router: 3,
    time_server: 4,
    IEN_name_server: 5,
    name_server: 6,
    log_server: 7,
    cookie_server: 8,
    lpr_server: 9,
    "impress-servers": 10,
    "resource-location-servers": 11,
    "policy-filter": 21,
    "static-routes": 33,
    NIS_server: 41,
    NTP_server: 42,
    NetBIOS_server: 44,
    NetBIOS_dist_server: 45,
    "font-servers": 48,
    "x-display-manager": 49,
    NISplus_server: 65,
    "mobile-ip-home-agent": 68,
    SMTP_server: 69,
    POP3_server: 70,
    NNTP_server: 71,
    WWW_server: 72,
    Finger_server: 73,
    IRC_server: 74,
    StreetTalk_server: 75,
    StreetTalk_Dir_Assistance: 76,
    "nds-server": 85,
    "bcms-controller-address": 89,
    "associated-ip": 92,
    "netinfo-server-address": 112,
    tftp_server_ip_address: 128,
    "pana-agent": 136,
    "capwap-ac-v4": 138,
    tftp_server_address: 150,
  },

  /** Numbers of 32 bits: seconds, as a rule. */
  number32: {
    time_zone: 2,
    pmtu_timeout: 24,
    arp_cache_timeout: 35,
    tcp_keepalive_interval: 38,
    lease_time: 51,
    renewal_time: 58,
    rebinding_time: 59,
    "client-last-transaction-time": 91,
    "ipv6-only-preferred": 108,
  },

  /** Numbers of 16 bits. */
  number16: {
    "boot-size": 13,
    max_dgram_reass_size: 22,
    "interface-mtu": 26,
    max_dhcp_size: 57,
    "name-service-search": 117,
  },

  /** Numbers of 8 bits. */
  byte: {
    "ip-forwarding": 19,
    "non-local-source-routing": 20,
    default_ttl: 23,
    "all-subnets-local": 27,
    "perform-mask-discovery": 29,
    "mask-supplier": 30,
    "router-discovery": 31,
    "trailer-encapsulation": 34,
    "ieee802-3-encapsulation": 36,
    tcp_ttl: 37,
    tcp_keepalive_garbage: 39,
    NetBIOS_node_type: 46,
    "dhcp-option-overload": 52,
    "auto-config": 116,
  },

  /** Lists of numbers of 16 bits. */
  numbers16: { "path-mtu-plateau-table": 25 },

  /** Lists of numbers of 8 bits. */
  numbers8: { param_req_list: 55, forcerenew_nonce_capable: 145 },

  /** Text. */
  text: {
    hostname: 12,
    dump_path: 14,
    domain: 15,
    root_disk_path: 17,
    "extensions-path": 18,
    NIS_domain: 40,
    "netbios-scope": 47,
    error_message: 56,
    vendor_class_id: 60,
    "nwip-domain-name": 62,
    NISplus_domain: 64,
    tftp_server_name: 66,
    "boot-file-name": 67,
    "nds-tree-name": 86,
    "nds-context": 87,
    "uap-servers": 98,
    pcode: 100,
    tcode: 101,
    "netinfo-server-tag": 113,
    "captive-portal": 114,
    "v4-captive-portal": 160,
    "mud-url": 161,
    pxelinux_configuration_file: 209,
    pxelinux_path_prefix: 210,
  },

  /** Bytes with a form of their own. */
  bytes: {
    vendor_specific: 43,
    user_class: 77,
    slp_service_agent: 78,
    slp_service_scope: 79,
    rapid_commit: 80,
    client_FQDN: 81,
    relay_agent_information: 82,
    "bcms-controller-namesi": 88,
    pxe_client_architecture: 93,
    pxe_client_network_interface: 94,
    pxe_client_machine_identifier: 97,
    vendor_class: 124,
    vendor_specific_information: 125,
    "v4-lost": 137,
    sip_ua_service_domains: 141,
    "rdnss-selection": 146,
    "v4-portparams": 159,
    pxelinux_magic: 208,
    pxelinux_reboot_time: 211,
    "option-6rd": 212,
    "v4-access-domain": 213,
  },
} as const;

const others = { pad: 0, "message-type": 53, client_id: 61, classless_static_routes: 121, end: 255 };
const names = new Map(
  [...Object.values(dhcpOptionCodes), others].flatMap((group) =>
    Object.entries<number>(group).map(([name, code]): [number, string] => [code, name]),
  ),
);

/** The name of an option, or its number. */
export const dhcpOptionName = (code: number): string => names.get(code) ?? String(code);
