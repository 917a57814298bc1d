/** Comparing two ways to do one thing, in one run: rounds in turn, medians, a ratio. */

/** Runs both in turn, `rounds` times after a warm-up; each returns a rate (higher is better). */
export async function compareRates(name, ours, peer, options) {
  await comparePeers(name, ours, { "": peer }, options);
}

/** The same with several peers in turn, a line for each; their names end the lines'. */
export async function comparePeers(name, ours, peers, { rounds = 7, unit = "/s" } = {}) {
  const all = [ours, ...Object.values(peers)];
  const rates = all.map(() => []);
  for (const measure of all) await measure();
  for (let round = 0; round < rounds; round++)
    for (const [i, measure] of all.entries()) rates[i].push(await measure());
  const [own, ...others] = rates;
  for (const [i, peer] of Object.keys(peers).entries()) {
    const pairs = own.map((rate, round) => rate / others[i][round]);
    const detail = `${format(median(own))}${unit} against ${format(median(others[i]))}${unit}`;
    report(name + peer, median(pairs), detail);
  }
}

/** One line of the table. */
export function report(name, ratio, detail) {
  console.log(`${name.padEnd(58)} ${ratio.toFixed(2).padStart(6)}   ${detail}`);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function format(value) {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}
