/** Should views leave out what differs from run to run: ephemeral ports, ages, clock times? Exports say so. */
export function stableByDefault(): boolean {
  return process.env.NETCELL_EXPORT === "1";
}
