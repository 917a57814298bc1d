/** Networks in a table: the parts of a split, of a plan, of a summary. */
import type { View } from "../../view";
import type { PlannedSubnet, Subnet } from "../subnet/api";
import { bitText } from "../text/notation";
import { blocksDrawing, type DrawnBlock } from "./blocks-drawing";
import { bits } from "./parts";
import { addressTable, type Column } from "./table";

const mostRows = 64;

/** A network in equal parts: the bits that number them, and the hosts of each. */
export function splitView(net: Subnet, parts: readonly Subnet[]): View {
  const more = parts[0]!.prefix - net.prefix;
  return addressTable({
    caption: `${net.text} in ${parts.length} part${parts.length === 1 ? "" : "s"} of /${parts[0]!.prefix}: ${bits(more)} more for the network`,
    columns: [{ heading: "part", kind: "mono" }, { heading: "its bits", kind: "mono" }, ...hostColumns(net)],
    rows: bounded(parts, (part) => [part.text, newBits(net, part) || "none", ...hostCells(part)]),
    drawing: drawn(net, parts.map(named)),
  });
}

/** A network in unequal parts, and what is left of it. */
export function planView(net: Subnet, subnets: readonly PlannedSubnet[], free: readonly Subnet[]): View {
  const rest = free.reduce((sum, { size }) => sum + size, 0n);
  return addressTable({
    caption: `A plan for ${net.text}: ${subnets.length} part${subnets.length === 1 ? "" : "s"}, ${rest} of ${net.size} addresses left`,
    columns: [
      { heading: "for" },
      { heading: "network", kind: "mono" },
      { heading: "mask", kind: "mono" },
      { heading: "its bits", kind: "mono" },
      ...hostColumns(net),
    ],
    rows: [
      ...bounded(subnets, ({ name, hosts, subnet }) => [
        `${name === undefined ? "" : `${name}: `}${hosts} host${hosts === 1 ? "" : "s"}`,
        ...planCells(net, subnet),
      ]),
      ...bounded(free, (subnet) => ["free", ...planCells(net, subnet)]),
    ],
    drawing: drawn(net, [
      ...subnets.map(({ name, subnet }) => {
        const drawn = named(subnet);
        return name === undefined ? drawn : { ...drawn, label: `${name} ${drawn.label}`, short: name };
      }),
      ...free.map((subnet) => ({ ...named(subnet), short: "free", free: true })),
    ]),
  });
}

/** Networks side by side. */
export function subnetsView(caption: string, nets: readonly Subnet[]): View {
  return addressTable({
    caption,
    columns: [
      { heading: "network", kind: "mono" },
      { heading: "first address", kind: "mono" },
      { heading: "last address", kind: "mono" },
      { heading: "addresses", kind: "count" },
    ],
    rows: bounded(nets, (net) => [net.text, net.network.text, net.at(-1).text, String(net.size)]),
  });
}

function hostColumns({ version }: Subnet): Column[] {
  return [
    { heading: "first host", kind: "mono" },
    { heading: "last host", kind: "mono" },
    ...(version === 4 ? [{ heading: "broadcast", kind: "mono" } as const] : []),
    { heading: "hosts", kind: "count" },
  ];
}

function hostCells({ hosts, broadcast, version }: Subnet): string[] {
  return [
    hosts.first.text,
    hosts.last.text,
    ...(version === 4 ? [broadcast?.text ?? "none"] : []),
    String(hosts.count),
  ];
}

function planCells(net: Subnet, subnet: Subnet): string[] {
  return [subnet.text, subnet.mask.text, newBits(net, subnet) || "none", ...hostCells(subnet)];
}

/** The bits by which a part differs from the other parts. */
function newBits(net: Subnet, part: Subnet): string {
  return bitText(net.version, part.network.number).replace(/[.:]/g, "").slice(net.prefix, part.prefix);
}

function named({ text, version, network, prefix }: Subnet): DrawnBlock {
  return { label: text, short: `/${prefix}`, block: { version, number: network.number, prefix } };
}

function drawn(net: Subnet, parts: readonly DrawnBlock[]) {
  return blocksDrawing(named(net), parts);
}

/** The rows, or the first and last of very many. */
function bounded<T>(items: readonly T[], row: (item: T) => string[]): string[][] {
  if (items.length <= mostRows) return items.map(row);
  const left = items.length - mostRows;
  const first = items.slice(0, mostRows - 1).map(row);
  return [...first, [`… ${left} more`, ...first[0]!.slice(1).map(() => "")], row(items.at(-1)!)];
}
