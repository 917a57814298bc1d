/** The kernel plugin's entry: `node --require <this file> …/tslab kernel …` starts a repaired tslab. */

import { chosenRepairs } from "./repair-list";
import { repairEveryTslab } from "./tslab/loading";

repairEveryTslab(chosenRepairs(process.env.NETCELL_KERNEL_REPAIRS));
