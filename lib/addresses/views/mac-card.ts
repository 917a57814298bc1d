/** The card of a MAC address: the meaning of its first byte, and its other forms. */
import type { View } from "../../view";
import type { MacAddress } from "../mac";
import { addressTable } from "./table";

const casts = {
  unicast: "for one interface",
  multicast: "for a group of interfaces",
  broadcast: "for every interface of the link",
};

/** The facts about one address. */
export function macCard(address: MacAddress): View {
  const { text, cast, administration, bits, oui, dashes, dots, interfaceId, linkLocal } = address;
  const first = bits.slice(0, 8);
  const local = administration === "local";
  const isGroup = cast !== "unicast";
  return addressTable({
    caption: `${text}: a MAC address, ${casts[cast]}`,
    columns: [{ heading: "" }, { heading: "", kind: "words", width: 80 }],
    rows: [
      ["bits", { digits: bits }],
      [
        "I/G bit",
        `${first}: its last bit is ${first[7]}, ${isGroup ? "a group (multicast)" : "an individual (unicast)"}`,
      ],
      ...(cast === "broadcast"
        ? []
        : [
            [
              "U/L bit",
              `${first}: the bit before is ${first[6]}, ${local ? "given on the spot (local)" : "given by the maker (universal)"}`,
            ],
          ]),
      ...(local || isGroup ? [] : [["maker (OUI)", oui]]),
      ["other forms", { digits: `${dashes}, ${dots}` }],
      // A group has no interface, so no host makes an address from it.
      ...(isGroup
        ? []
        : [
            [
              "interface id",
              `${interfaceId}: ff:fe in the middle, the U/L bit turned over (RFC 4291, appendix A)`,
            ],
            ["link-local", { digits: linkLocal.text }],
          ]),
    ],
  });
}
