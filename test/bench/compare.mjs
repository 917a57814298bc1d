/** Comparing two ways to do one thing, in one run: rounds in turn, medians, a ratio. */

/** Runs both in turn, `rounds` times after a warm-up; each returns a rate (higher is better). */
export async function compareRates(name, ours, peer, { rounds = 7, unit = "/s" } = {}) {
  const rates = { ours: [], peer: [] };
  await ours();
  await peer();
  for (let round = 0; round < rounds; round++) {
    rates.ours.push(await ours());
    rates.peer.push(await peer());
  }
  const [a, b] = [median(rates.ours), median(rates.peer)];
  const pairs = rates.ours.map((rate, i) => rate / rates.peer[i]);
  report(name, median(pairs), `${format(a)}${unit} against ${format(b)}${unit}`);
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
