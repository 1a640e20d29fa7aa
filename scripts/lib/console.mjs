const isColored = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (isColored ? `\u001B[${code}m${text}\u001B[0m` : text);

export const green = paint(32);
export const red = paint(31);
export const dim = paint(2);
const yellow = paint(33);

export const warn = (message) => console.log(`  ${yellow('!')} ${message}`);

export const fail = (message) => {
  console.error(`\n  ${red('✗')} ${message}\n`);
  process.exit(1);
};

/** Runs a step and prints its duration; prints its output only if it fails. */
export const step = async (name, run) => {
  const startedAt = performance.now();
  await run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`  ${green('✓')} ${name.padEnd(16)} ${dim(`${seconds} s`)}`);
};
