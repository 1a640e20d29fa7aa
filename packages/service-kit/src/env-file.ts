/** Variables of a `.env` file, and one line per oddity that its author should know about; never a value. */
export interface EnvFile {
  variables: Record<string, string>;
  problems: string[];
}

const hasBom = (bytes: Uint8Array, ...bom: number[]) => bom.every((byte, index) => bytes[index] === byte);

/** Editors on Windows write UTF-16 with and without a byte order mark; ASCII names make every other byte of it zero. */
const encodingOf = (bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' => {
  if (hasBom(bytes, 0xff, 0xfe) || (bytes.length > 1 && bytes[1] === 0)) return 'utf-16le';
  if (hasBom(bytes, 0xfe, 0xff) || (bytes.length > 1 && bytes[0] === 0)) return 'utf-16be';
  return 'utf-8';
};

const decode = (bytes: Uint8Array): string => {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`is not ${encoding.toUpperCase()} text; save it as UTF-8`);
  }
};

const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/s;
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const quotes = ['"', "'", '`'];

const unescape = (text: string) =>
  text.replace(/\\([nrt"\\])/g, (_all, letter: string) => escapes[letter] ?? letter);

/** A comment needs blank space before its `#`, so that passwords and addresses may contain one. */
const unquoted = (text: string) => text.replace(/(^|\s)#.*$/s, '').trim();

interface Quoted {
  value: string;
  lines: number;
  hasRest: boolean;
}

/** A quoted value, which may span several lines; undefined if its quote is never closed. */
const readQuoted = (first: string, rest: readonly string[]): Quoted | undefined => {
  const quote = first[0] ?? '';
  const text = [first, ...rest].join('\n');
  const closed = quote === '"' ? /^"((?:\\.|[^"\\])*)"/s : new RegExp(`^${quote}([^${quote}]*)${quote}`, 's');
  const match = closed.exec(text);
  if (!match) return undefined;
  const inner = match[1] ?? '';
  const lineEnd = text.indexOf('\n', match[0].length);
  const tail = text.slice(match[0].length, lineEnd === -1 ? undefined : lineEnd);
  return {
    value: quote === '"' ? unescape(inner) : inner,
    lines: inner.split('\n').length,
    hasRest: unquoted(tail) !== '',
  };
};

interface Assignment {
  value: string;
  /** Number of lines of the value. */
  lines: number;
  problems: string[];
}

const readValue = (name: string, text: string, rest: readonly string[]): Assignment => {
  if (!quotes.includes(text[0] ?? '')) {
    const isTypographic = /^[“”‘’]/.test(text);
    const problems = isTypographic ? [`${name} begins with a typographic quote, which is kept`] : [];
    return { value: unquoted(text), lines: 1, problems };
  }
  const quoted = readQuoted(text, rest);
  if (!quoted) return { value: unquoted(text), lines: 1, problems: [`the quote of ${name} is never closed`] };
  const problems = quoted.hasRest ? [`text after the closing quote of ${name} is left out`] : [];
  return { value: quoted.value, lines: quoted.lines, problems };
};

/**
 * Reads a `.env` file in any form that editors save: with a byte order mark, in UTF-16, with any line endings. Values may be
 * quoted, `export` may precede a name, and a later line overrides an earlier one.
 */
export const parseEnvFile = (bytes: Uint8Array): EnvFile => {
  const variables: Record<string, string> = {};
  const problems: string[] = [];
  const lines = decode(bytes).split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? '';
    index += 1;
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, text = ''] = assignment.exec(line) ?? [];
    if (!name) {
      problems.push(`line ${index} is not NAME=value and is left out`);
      continue;
    }
    if (Object.hasOwn(variables, name)) problems.push(`${name} is set twice; line ${index} is used`);
    const read = readValue(name, text, lines.slice(index));
    variables[name] = read.value;
    problems.push(...read.problems);
    index += read.lines - 1;
  }
  return { variables, problems };
};
