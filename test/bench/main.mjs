/** `npm run bench`: ratios to a peer in the same run. 1.00 is as fast as the peer; for rates, more is better. */
import { createRequire } from "node:module";
import { benchCaptures } from "./captures.mjs";
import { benchCards } from "./cards.mjs";
import { benchFirstCell } from "./cells.mjs";
import { benchDatagrams } from "./datagrams.mjs";
import { benchHandout } from "./handout.mjs";
import { benchHttp } from "./http.mjs";
import { benchKernel } from "./kernel.mjs";
import { benchLadders } from "./ladders.mjs";
import { benchLoad } from "./load.mjs";
import { benchViews } from "./osi.mjs";
import { benchPackets } from "./packets.mjs";
import { startPeers } from "./peers.mjs";
import { benchRun } from "./run.mjs";
import { benchSockets } from "./sockets.mjs";

const netcell = createRequire(import.meta.url)("../../dist/main.js");

console.log(`${"what / its peer".padEnd(58)}  ratio   medians`);
const peers = startPeers();
await benchSockets(netcell, peers);
await benchLoad(netcell, peers);
peers.end();
await benchDatagrams(netcell);
await benchHttp(netcell);
await benchCards();
await benchFirstCell();
await benchKernel();
await benchPackets();
await benchCaptures();
await benchViews();
benchLadders();
await benchRun();
await benchHandout();
