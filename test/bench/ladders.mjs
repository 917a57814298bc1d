/** osi.ladder() of a thousand packets, none folded: it may take 50 ms. */
import { createRequire } from "node:module";
import { median, report } from "./compare.mjs";

const { osi, packet, IP, TCP } = createRequire(import.meta.url)("../../dist/main.js");

const allowed = 50;

export function benchLadders() {
  const packets = download(1000);
  for (const face of ["text", "svg"]) {
    const times = Array.from({ length: 15 }, () => {
      const began = performance.now();
      if (osi.ladder(packets, { fold: false })[face].length < 1000) throw new Error("nothing was drawn");
      return performance.now() - began;
    });
    const time = median(times);
    report(`ladder: ${allowed} ms / 1,000 rows as ${face}`, allowed / time, `${time.toFixed(1)} ms`);
  }
}

/** A handshake, then data from one side and ACKs from the other. */
function download(count) {
  const [there, back] = [IP({ src: "10.0.0.1", dst: "10.0.0.2" }), IP({ src: "10.0.0.2", dst: "10.0.0.1" })];
  const from = (fields) => TCP({ sport: 40000, dport: 80, ...fields });
  const to = (fields) => TCP({ sport: 80, dport: 40000, ...fields });
  const packets = [
    packet(there, from({ flags: "S", seq: 1000 })),
    packet(back, to({ flags: "SA", seq: 5000, ack: 1001 })),
    packet(there, from({ flags: "A", seq: 1001, ack: 5001 })),
  ];
  for (let at = 5001; packets.length < count; at += 1000) {
    packets.push(packet(back, to({ flags: "A", seq: at, ack: 1001 }), "film".repeat(250)));
    packets.push(packet(there, from({ flags: "A", seq: 1001, ack: at + 1000 })));
  }
  return packets.slice(0, count).map((each, i) => ({ packet: each, time: i / 1000 }));
}
