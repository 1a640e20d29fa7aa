const names: Record<string, string> = {
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
};

const sides: Record<string, string> = { Left: 'L', Right: 'R' };

/** Returns the print on a key, as it is on most keyboards. */
export const keyName = (code: string): string => {
  const [, key, side] = /^(?=(?:Control|Shift|Alt|Meta))(\w+?)(Left|Right)$/.exec(code) ?? [];
  if (key && side) return `${key} ${sides[side]}`;
  return names[code] ?? code.replace(/^(?:Key|Digit)/, '');
};
