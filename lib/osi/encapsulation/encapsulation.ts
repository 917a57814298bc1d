/** osi.encapsulation(): how a packet is wrapped, layer by layer, from data to bits; or unwrapped, from bits to data. */
import { checkedOptions, type NamesOf } from "../../errors";
import { badge, bytesText, drawingAndText, html, type Table, tableHtml, type View, view } from "../../view";
import { type PacketLike, packetOf, type ReadOptions, readNames } from "../input/packets";
import { refusal } from "../input/refusal";
import { sizeOf, type Wrapping, wrappingOf } from "./steps";
import { wrappingSvg } from "./svg";
import { wrappingText } from "./text";

/** Options of encapsulation. */
export interface EncapsulationOptions extends ReadOptions {
  /** `"down"` (default): the wrapping by the sender; `"up"`: the unwrapping by the receiver. */
  readonly direction?: "down" | "up";
}

const encapsulationNames: NamesOf<EncapsulationOptions> = { ...readNames, direction: true };

/** Bytes of which the bits are shown. */
const bitsShown = 4;

/**
 * Nested boxes, from data to bits: which bytes are whose header, what the unit is called and how large it is at each
 * step, and how much of it all is overhead. With `{ direction: "up" }` the same as the receiver undoes it, and which
 * field tells it whom to give the rest to.
 *
 * @param given a packet, or its bytes
 * @throws NetcellError `EINVAL` when it is not a packet, or several
 * @example
 * ```ts
 * import { osi, packet, Ether, IP, TCP } from "netcell";
 * osi.encapsulation(packet(Ether(), IP(), TCP(), "GET / HTTP/1.0\r\n\r\n"))
 * ```
 */
export function encapsulation(given: PacketLike, options: EncapsulationOptions = {}): View {
  const { direction = "down" } = checkedOptions(options, encapsulationNames);
  if (direction !== "down" && direction !== "up") {
    throw refusal("encapsulation", direction, " as a direction", 'Take "down" or "up".');
  }
  const wrapping = wrappingOf(packetOf(given, "encapsulation", options).packet, bitsShown);
  const svg = () => wrappingSvg(wrapping, direction);
  const text = () => wrappingText(wrapping, direction);
  return view({
    text,
    svg,
    html: () =>
      html`${drawingAndText("encapsulation", svg(), text())}${tableHtml(sizesTable(wrapping, direction))}`,
  });
}

/** The same in numbers. */
function sizesTable({ steps, data }: Wrapping, direction: "down" | "up"): Table {
  const rows = steps.map((step) => {
    const size = sizeOf(step);
    // Of a layer of data nothing is overhead.
    const percent = step.layer >= 5 || size === 0 ? "" : `${Math.round((100 * (size - data)) / size)} %`;
    const name = { text: step.name, html: html`${badge({ number: step.layer })}${step.name}` };
    const sizes = [step.header, step.carried, step.trailer, size].map(bytesText);
    return { cells: [name, step.pdu, ...sizes, percent] };
  });
  const headings = ["PDU", "header", "carries", "padding", "in all", "overhead so far"];
  return {
    caption: "Sizes at each step",
    columns: [{ heading: "protocol", strong: true }, ...headings.map((heading) => ({ heading }))],
    rows: direction === "down" ? rows.reverse() : rows,
  };
}
