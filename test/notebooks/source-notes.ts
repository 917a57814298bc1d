/** The source notes as the course must cover them: headings, rows 1 to 67 under them, and errors E1 to E27. */

export interface Heading {
  readonly depth: 2 | 3 | 4;
  /** As the notes spell it; "Simple server" is the list before their first heading. */
  readonly name: string;
  readonly items: readonly Item[];
}

/** One thing that the notes say. */
export interface Item {
  /** In the notes' own words where they are wrong. */
  readonly says: string;
  /** Its rows; cells that show one carry its number in `metadata.netcell.shows`. */
  readonly rows: readonly number[];
  /** Where the notes are wrong; the cells that put it right carry the number too. */
  readonly errors?: readonly ErrorNumber[];
}

export type ErrorNumber = `E${number}`;

export interface Correction {
  readonly right: string;
  readonly source: string;
}

/** Rows that no notebook shows yet, and the notebook that will: those that need the simulated network. */
export const planned: { readonly [row: number]: string } = {
  9: "06, Router, TTL, ICMP",
  10: "05, The LAN",
  12: "14, Local, public, NAT",
  28: "06, Router, TTL, ICMP",
  55: "10, Reliability by hand",
};

export const headings: readonly Heading[] = [
  {
    depth: 2,
    name: "Simple server",
    items: [
      { says: "the title, and links that lead nowhere", rows: [1] },
      { says: "`server.py`", rows: [2], errors: ["E27"] },
      { says: "`client.py`", rows: [3] },
    ],
  },
  {
    depth: 2,
    name: "Resources",
    items: [{ says: "the documentation of Python's `socket`", rows: [4] }],
  },
  {
    depth: 2,
    name: "Fundamentals - NeuralNine",
    items: [
      { says: "the list of basic concepts", rows: [5] },
      { says: "Client", rows: [6] },
      { says: "Server", rows: [7] },
      { says: "Client-Server architecture", rows: [8] },
      { says: "Router", rows: [9] },
      { says: "LAN (Local Area Network)", rows: [10] },
      { says: "Local IP address", rows: [11], errors: ["E26"] },
      { says: "Public IP address", rows: [12] },
      { says: "Ports", rows: [13] },
      { says: "Socket", rows: [14] },
      { says: "Protocols", rows: [15] },
      { says: "Protocols: TCP", rows: [16] },
      { says: "Protocols: UDP", rows: [17] },
      { says: "Basics of the OSI model", rows: [18] },
    ],
  },
  {
    depth: 3,
    name: "OSI Layers",
    items: [
      { says: "the picture `PDUs.PNG`", rows: [19] },
      { says: "Host layers = 7, 6, 5, 4", rows: [27], errors: ["E7"] },
      { says: "Media layers = 3, 2, 1", rows: [28] },
      { says: "1 Physical: bit, symbol", rows: [26, 29] },
      {
        says: "2 Data: frame, between two nodes connected by a physical layer",
        rows: [25, 30],
        errors: ["E5"],
      },
      {
        says: "3 “Session”: addressing, routing and traffic control; packet",
        rows: [24, 31],
        errors: ["E1"],
      },
      {
        says: "4 “Network”: reliable segments, acknowledgement, multiplexing; segment, datagram",
        rows: [23, 32],
        errors: ["E2", "E4", "E6"],
      },
      { says: "5 “Transport”: communication sessions; data", rows: [22, 33], errors: ["E3"] },
      { says: "6 Presentation: encoding, compression, encryption; data", rows: [21, 34], errors: ["E8"] },
      { says: "7 Application: e.g. HTTP; data", rows: [20, 35] },
    ],
  },
  {
    depth: 3,
    name: "Client-server architecture",
    items: [
      { says: "a way to structure the idea with clients and *resrvers*", rows: [36], errors: ["E10"] },
      { says: "the messages pass always through the server (not P2P)", rows: [37], errors: ["E9"] },
      { says: "Chat room", rows: [38] },
      { says: "*Gamming* cross-platform server", rows: [39] },
    ],
  },
  { depth: 3, name: "IP addresses", items: [{ says: "(an empty section)", rows: [40] }] },
  {
    depth: 3,
    name: "Sockets",
    items: [
      { says: "a communication end point", rows: [41], errors: ["E11"] },
      { says: "`AF_INET`: Internet socket IPv4", rows: [42], errors: ["E12"] },
      { says: "`AF_INET6`: Internet socket IPv6", rows: [43] },
      { says: "it doesn't need to be connected to the Internet", rows: [44] },
      { says: "Bluetooth sockets", rows: [45] },
      { says: "internal applications sockets", rows: [46] },
      { says: "OS level sockets", rows: [47], errors: ["E15"] },
      { says: "infrared sockets", rows: [48] },
      { says: "`SOCK_STREAM`: for TCP", rows: [49], errors: ["E13"] },
      { says: "`SOCK_DGRAM`: for UDP", rows: [50] },
      { says: "the Python library chooses the protocol", rows: [51], errors: ["E14"] },
    ],
  },
  {
    depth: 4,
    name: "When mounting a server",
    items: [{ says: "a new socket for each connection that is accepted", rows: [52], errors: ["E16"] }],
  },
  {
    depth: 4,
    name: "TCP",
    items: [
      { says: "TCP (*Transmisions* Control Protocol)", rows: [53], errors: ["E17"] },
      { says: "connection-based, one point to another", rows: [54] },
      { says: "*relaiable*: you have confirmations", rows: [55], errors: ["E18"] },
      { says: "sequential", rows: [56], errors: ["E19"] },
      { says: "byte stream", rows: [57] },
      { says: "keeps up the connection", rows: [58], errors: ["E20"] },
    ],
  },
  {
    depth: 4,
    name: "UDP",
    items: [
      { says: "UDP (*Datagram User Protocol*)", rows: [59], errors: ["E21"] },
      { says: "not reliable", rows: [60], errors: ["E22"] },
      { says: "not sequential (no order)", rows: [61] },
      { says: "Fast!!", rows: [62], errors: ["E23"] },
      { says: "Less network and PC stress", rows: [63], errors: ["E24"] },
    ],
  },
  {
    depth: 2,
    name: "REST",
    items: [
      { says: "REST", rows: [64] },
      { says: "realpython: API integration", rows: [65] },
      { says: '`IP()/TCP()/"GET / HTTP/1.0\\r\\n\\r\\n"`', rows: [66], errors: ["E25"] },
      { says: "`<IP frag=0 proto=TCP \\|<TCP \\|<Raw …>>>`", rows: [67] },
    ],
  },
];

const iso = "ISO/IEC 7498-1:1994";

export const corrections: { readonly [error: ErrorNumber]: Correction } = {
  E1: { right: "this is *Network*; the notes' own table has it right", source: `${iso}, 7.5` },
  E2: { right: "this is *Transport*", source: `${iso}, 7.4` },
  E3: { right: "this is *Session*: the names of 3, 4 and 5 are rotated", source: `${iso}, 7.3` },
  E4: { right: "transport need not be reliable: UDP is transport too", source: "RFC 768" },
  E5: { right: "its name is *Data Link*, and it joins neighbours", source: `${iso}, 7.6` },
  E6: {
    right: "*segment* is TCP's word, *user datagram* UDP's; a packet may be a part of an IP datagram",
    source: "RFC 1122, 1.3.3; RFC 768",
  },
  E7: { right: "textbook words, not the standard's; a host has all seven layers", source: `${iso}, 6.5` },
  E8: {
    right: "the Internet has four layers; TLS lies between the program and TCP",
    source: "RFC 1122, 1.1.3; RFC 8446, 1",
  },
  E9: {
    right: "client and server are roles in one connection; to relay is the program's choice",
    source: "RFC 9110, 3.3; RFC 5694",
  },
  E10: { right: "servers; gaming; reliable; chosen", source: "spelling" },
  E11: {
    right: "the word has two senses, and a *connection* is a pair of ends",
    source: "RFC 9293, 3.4.1; POSIX",
  },
  E12: {
    right: "an address *family*; a socket of `AF_INET6` can carry IPv4 too",
    source: "POSIX, `<sys/socket.h>`; RFC 3493, 3.7",
  },
  E13: {
    right: "types of service, with several protocols each: SCTP, UDP-Lite, `AF_UNIX`",
    source: "RFC 6458; RFC 3828",
  },
  E14: {
    right: "the operating system does, from family *and* type, when the protocol is given as 0",
    source: "POSIX, `socket()`",
  },
  E15: {
    right: "`AF_UNIX`, `AF_NETLINK`; infrared left Linux in 2018",
    source: "Linux 4.17; Python's `socket` documentation",
  },
  E16: {
    right: "with TCP, and all of them keep the server's port; one UDP socket serves everybody",
    source: "POSIX, `accept()`",
  },
  E17: { right: "Transmission Control Protocol", source: "RFC 9293" },
  E18: {
    right: "an ACK says that TCP has the bytes, not that the program read them; reliable is more than that",
    source: "RFC 9293, 2.2 and 3.8.3",
  },
  E19: {
    right: "*delivered* in order; packets may travel out of order, and messages have no borders",
    source: "RFC 9293, 2.2",
  },
  E20: {
    right: "nothing is kept up: both ends remember; a dead peer is not noticed until somebody sends",
    source: "RFC 9293, 3.8.4",
  },
  E21: { right: "User Datagram Protocol", source: "RFC 768" },
  E22: {
    right: "yet a datagram is whole or not there, and has a checksum",
    source: "RFC 768; RFC 8200, 8.1",
  },
  E23: { right: "no handshake and no waiting in line; often less throughput", source: "RFC 8085, 3" },
  E24: {
    right: "a smaller header and no state; but nothing slows it down, so it can stress a network more",
    source: "RFC 2914; RFC 8085, 3.1",
  },
  E25: { right: "packet crafting, not REST, and it is not sent", source: "scapy's documentation" },
  E26: {
    right: "there are more scopes than two: loopback, link-local, private, shared, global",
    source: "RFC 6890",
  },
  E27: {
    right: "`listen(5)` is not five clients, `recv(1024)` is not a message",
    source: "POSIX, `listen()`, `recv()`",
  },
};
