/** JupyterLab's own client, loaded when it is needed, and kept from printing into our output. */
import { sep } from "node:path";
import { RemoteError } from "./requests";

export type Services = typeof import("@jupyterlab/services");

export async function loadServices(): Promise<Services> {
  silence();
  try {
    return await import("@jupyterlab/services");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new RemoteError(
      "Kernels on a server need the package @jupyterlab/services, which was left out when netcell was installed. Add it: npm install @jupyterlab/services",
      { code: "MODULE_NOT_FOUND", hint: "Add it: npm install @jupyterlab/services" },
    );
  }
}

const theirs = `${sep}@jupyterlab${sep}`;
let quiet = false;

/** It logs each connection that it makes and loses; what matters of that reaches us as signals. */
function silence(): void {
  if (quiet) return;
  quiet = true;
  for (const method of ["debug", "log", "warn", "error"] as const) {
    const loud = console[method];
    console[method] = (...values: unknown[]) => {
      // The line of the stack that called us.
      if (!new Error().stack?.split("\n")[2]?.includes(theirs)) loud.apply(console, values);
    };
  }
}
