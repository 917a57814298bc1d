/** The entry of the kernel plugin: `node --require <this file> …/tslab kernel …` starts a repaired tslab. */
import { chosenRepairs } from "./repair-list";
import { followExecutions } from "./tslab/execution";
import { takeLastExpression } from "./tslab/last-expression";
import { mendEveryTslab } from "./tslab/loading";

const chosen = chosenRepairs(process.env.NETCELL_KERNEL_REPAIRS).map(({ mend }) => mend);
// What repairs build on: the first is what the others wrap, the last wraps all of them.
mendEveryTslab(chosen.length === 0 ? [] : [takeLastExpression, ...chosen, followExecutions]);
