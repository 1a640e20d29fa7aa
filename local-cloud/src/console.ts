const isColored = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (isColored ? `\u001B[${code}m${text}\u001B[0m` : text);

const green = paint(32);
const yellow = paint(33);
const red = paint(31);
const dim = paint(2);
const bold = paint(1);

export const printStep = (name: string, ms: number): void => {
  console.log(`  ${green('✓')} ${name.padEnd(16)} ${dim(`${(ms / 1000).toFixed(1)} s`)}`);
};

export const printLine = (line: string): void => console.log(line);
export const printWarning = (line: string): void => console.log(`  ${yellow('!')} ${line}`);
export const printError = (line: string): void => console.error(`  ${red('✗')} ${line}`);
export const printHeading = (line: string): void => console.log(`\n${bold(line)}\n`);

export const printBox = (lines: readonly string[]): void => {
  const frame = dim('│');
  console.log(`\n  ${dim('╭')}${dim('─'.repeat(64))}`);
  for (const line of lines) console.log(`  ${frame} ${line}`);
  console.log(`  ${dim('╰')}${dim('─'.repeat(64))}\n`);
};

interface LogLine {
  level?: string;
  time?: string;
  msg?: string;
  err?: { message?: string };
}

/** Formats a service's JSON line for the terminal; returns `undefined` for lines that belong in the log file only. */
export const readableLine = (part: string, line: string): string | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    // Lines of our own logger.
    const { level, time, msg, err } = JSON.parse(line) as LogLine;
    if (!level || !['warn', 'error', 'fatal'].includes(level)) return undefined;
    const color = level === 'warn' ? yellow : red;
    return `${dim((time ?? '').slice(11, 19))} ${part.padEnd(9)} ${color(level.padEnd(5))} ${msg ?? ''} ${dim(err?.message ?? '')}`;
  } catch {
    return undefined;
  }
};
