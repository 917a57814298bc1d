/** The kernel plugin's entry: `node --require <this file> …/tslab kernel …` starts a repaired tslab. */
import { repairEveryTslab } from "./loading";
import { chosenRepairs } from "./repairs";

repairEveryTslab(chosenRepairs(process.env.NETCELL_KERNEL_REPAIRS));
