/** The interfaces of a machine in a table. */
import { stableByDefault, type View, visible } from "../../view";
import type { InterfaceAddress } from "../interfaces";
import { addressTable } from "./table";

/** One row for each address; in an export only those that every machine has. */
export function interfacesView(rows: readonly InterfaceAddress[]): View {
  const stable = stableByDefault();
  const shown = stable ? rows.filter(({ address }) => address.scope === "loopback") : rows;
  return addressTable({
    caption: "Interfaces of this machine",
    columns: [
      { heading: "interface" },
      { heading: "address", kind: "mono" },
      { heading: "network", kind: "mono" },
      { heading: "scope" },
      { heading: "MAC address", kind: "mono" },
    ],
    rows: shown.map(({ name, address, subnet, mac }) => [
      visible(name),
      visible(address.text),
      subnet?.text ?? "not said",
      address.scope,
      mac?.text ?? "none",
    ]),
    notes: stable
      ? ["Others are left out here: they differ from machine to machine. Run the cell to see those of yours."]
      : [],
  });
}
