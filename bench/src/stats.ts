const quantile = (sorted: number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

export interface Summary {
  p50: number;
  p99: number;
}

/** Prints quantiles on one line. */
export const summary = (name: string, times: number[]): Summary => {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => quantile(sorted, q));
  const figures = Object.entries({ p50, p95, p99 }).map(([q, ms = 0]) => `${q} ${ms.toFixed(1)} ms`);
  console.log(`  ${name.padEnd(34)} n=${sorted.length}  ${figures.join('  ')}`);
  return { p50: p50 ?? 0, p99: p99 ?? 0 };
};
