/** TLS: records with hellos, alerts and what is encrypted. */
import {
  Ether,
  IP,
  packet,
  TCP,
  TLS,
  TLSAlert,
  TLSApplicationData,
  TLSChangeCipherSpec,
  TLSClientHello,
  TLSHandshake,
  TLSServerHello,
} from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const key = new Uint8Array(32).fill(7);
// A connection each: else tshark takes the second for a repetition of the first.
let port = 42000;
const toServer = () =>
  [ether, IP({ src: "10.0.0.1", dst: "10.0.0.2" }), TCP({ sport: port++, dport: 443, flags: "PA" })] as const;
const toClient = () =>
  [ether, IP({ src: "10.0.0.2", dst: "10.0.0.1" }), TCP({ sport: 443, dport: port++, flags: "PA" })] as const;

export const clientHello = TLSClientHello({
  random_bytes: new Uint8Array(32).fill(1),
  sid: new Uint8Array(32).fill(2),
  ciphers: [0x3a3a, "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xfefe],
  ext: [
    [0x4a4a, Uint8Array.of()],
    ["server_name", "example.com"],
    ["alpn", ["h2", "http/1.1"]],
    ["supported_versions", [0x0304, 0x0303]],
    ["supported_groups", [29, 23]],
    ["signature_algorithms", [0x0403, 0x0804]],
    ["key_share", [{ group: 29, key }]],
    ["psk_key_exchange_modes", Uint8Array.of(1, 1)],
  ],
});

export const samples = [
  sample("TLS client hello", packet(...toServer(), TLS({ msg: clientHello }))),
  sample("TLS client hello without extensions", packet(...toServer(), TLS({ msg: TLSClientHello() }))),
  sample(
    "TLS server hello and what follows",
    packet(
      ...toClient(),
      TLS({
        version: 0x0303,
        msg: TLSServerHello({
          sid: new Uint8Array(32).fill(2),
          ext: [
            ["supported_versions", 0x0304],
            ["key_share", { group: 29, key }],
          ],
        }),
      }),
      TLS({ type: "change_cipher_spec", version: 0x0303, msg: TLSChangeCipherSpec() }),
      TLS({
        type: "application_data",
        version: 0x0303,
        msg: TLSApplicationData({ data: new Uint8Array(50) }),
      }),
    ),
  ),
  sample(
    "TLS 1.2 handshake, several messages in a record",
    packet(
      ...toClient(),
      TLS({
        version: 0x0303,
        msg: [
          TLSServerHello({
            cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            ext: [["renegotiation_info", Uint8Array.of(0)]],
          }),
          TLSHandshake({ msgtype: "server_hello_done" }),
        ],
      }),
    ),
  ),
  sample(
    "TLS alert",
    packet(
      ...toClient(),
      TLS({ type: "alert", msg: TLSAlert({ level: "fatal", descr: "handshake_failure" }) }),
    ),
  ),
  sample(
    "TLS encrypted handshake",
    packet(...toServer(), TLS({ version: 0x0303, msg: new Uint8Array(40).fill(200) })),
  ),
];

const hello = (name: string, ours: string) =>
  Object.fromEntries(
    Object.entries({
      msgtype: "tls.handshake.type",
      msglen: "tls.handshake.length",
      version: "tls.handshake.version",
      random_bytes: "tls.handshake.random",
      sidlen: "tls.handshake.session_id_length",
      sid: "tls.handshake.session_id",
      extlen: "tls.handshake.extensions_length",
      ...(name === "TLSClientHello" && {
        cipherslen: "tls.handshake.cipher_suites_length",
        ciphers: "tls.handshake.ciphersuites",
        complen: "tls.handshake.comp_methods_length",
        comp: "tls.handshake.comp_methods",
        "ext.server_name.host_name": "tls.handshake.extensions_server_name",
        "ext.alpn.protocol": "tls.handshake.extensions_alpn_str",
      }),
      ...(name === "TLSServerHello" && {
        cipher: "tls.handshake.ciphersuite",
        comp: "tls.handshake.comp_method",
      }),
    }).map(([field, theirs]) => [`${ours}.${name}.${field}`, theirs]),
  );

/** tshark's names for our fields. */
export const tshark: Readonly<Record<string, string>> = {
  "TLS.type": "tls.record.content_type|tls.record.opaque_type",
  "TLS.version": "tls.record.version",
  "TLS.len": "tls.record.length",
  ...hello("TLSClientHello", "TLS.msg"),
  ...hello("TLSServerHello", "TLS.msg"),
  "TLS.msg.TLSApplicationData.data": "tls.app_data",
  "TLS.msg.TLSAlert.level": "tls.alert_message.level",
  "TLS.msg.TLSAlert.descr": "tls.alert_message.desc",
};

/** A record goes on in the next segment, wherever it is cut. */
export const cuts: Readonly<Record<string, Cut>> = { TLS: () => "whole" };

const unknown = "tcpdump does not look into TLS";

/** Half lines of ours that tcpdump words otherwise: why, and what we say. */
export const summaries: Readonly<Record<string, readonly [why: string, ours: string]>> = {
  "TLS client hello": [
    unknown,
    "IP 10.0.0.1.42000 > 10.0.0.2.443: Flags [P.], seq 0:209, ack 0, win 8192, length 209: TLS client_hello for example.com",
  ],
  "TLS client hello without extensions": [
    unknown,
    "IP 10.0.0.1.42001 > 10.0.0.2.443: Flags [P.], seq 0:56, ack 0, win 8192, length 56: TLS client_hello",
  ],
  "TLS server hello and what follows": [
    unknown,
    "IP 10.0.0.2.443 > 10.0.0.1.42002: Flags [P.], seq 0:188, ack 0, win 8192, length 188: TLS server_hello TLS_AES_128_GCM_SHA256: TLS change_cipher_spec: TLS encrypted application data, 50 bytes",
  ],
  "TLS 1.2 handshake, several messages in a record": [
    unknown,
    "IP 10.0.0.2.443 > 10.0.0.1.42003: Flags [P.], seq 0:58, ack 0, win 8192, length 58: TLS server_hello TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, server_hello_done",
  ],
  "TLS alert": [
    unknown,
    "IP 10.0.0.2.443 > 10.0.0.1.42004: Flags [P.], seq 0:7, ack 0, win 8192, length 7: TLS alert handshake_failure",
  ],
  "TLS encrypted handshake": [
    unknown,
    "IP 10.0.0.1.42005 > 10.0.0.2.443: Flags [P.], seq 0:45, ack 0, win 8192, length 45: TLS 40 bytes",
  ],
};
