import { parseSync, type CallExpression, type Expression, type ObjectProperty } from 'oxc-parser';
import { walk } from '../walk.js';

/** One piece of English in the repository. */
export interface Prose {
  kind: 'comment' | 'title' | 'log' | 'summary' | 'document';
  line: number;
  text: string;
}

const testFunctions = new Set(['describe', 'it', 'test']);
const logLevels = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);

const textOf = (node: Expression | undefined): string | undefined => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral') return node.quasis.map((part) => part.value.cooked).join('…');
  return undefined;
};

/** Returns the name behind `it`, `it.only`, `it.each(rows)` and `describe.each`. */
const rootName = (node: Expression): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') {
    const { object, property } = node;
    if (object.type === 'ThisExpression') return property.type === 'Identifier' ? property.name : undefined;
    return rootName(object as Expression);
  }
  if (node.type === 'CallExpression') return rootName(node.callee as Expression);
  if (node.type === 'TaggedTemplateExpression') return rootName(node.tag);
  return undefined;
};

const isLogCall = ({ callee }: CallExpression): boolean =>
  callee.type === 'MemberExpression' &&
  callee.property.type === 'Identifier' &&
  logLevels.has(callee.property.name) &&
  /^console$|[lL]og(ger)?$/.test(rootName(callee.object as Expression) ?? '');

const fromCall = (call: CallExpression): { kind: Prose['kind']; text: string }[] => {
  const strings = call.arguments.flatMap((one) => textOf(one as Expression) ?? []);
  if (testFunctions.has(rootName(call.callee as Expression) ?? '')) {
    const title = textOf(call.arguments[0] as Expression | undefined);
    return title === undefined ? [] : [{ kind: 'title', text: title }];
  }
  return isLogCall(call) ? strings.map((text) => ({ kind: 'log', text })) : [];
};

const summaryOf = ({ key, value }: ObjectProperty): string | undefined =>
  key.type === 'Identifier' && /^(summary|description)$/.test(key.name) ? textOf(value) : undefined;

/** Drops the asterisks of a block comment and joins its lines. */
const cleanComment = (value: string): string =>
  value
    .split('\n')
    .map((line) => line.replace(/^\s*\*+ ?/, '').trim())
    .join('\n')
    .trim();

const lineCounter = (source: string): ((offset: number) => number) => {
  const starts = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => starts.filter((start) => start < offset).length + 1;
};

const isDirective = (text: string): boolean => /^(@|eslint|oxlint|prettier|#|\/)/.test(text);

/** Line comments on consecutive lines are one text. */
const joinLineComments = (
  comments: readonly { type: string; value: string; start: number; end: number }[],
  source: string,
): { text: string; start: number }[] => {
  const joined: { type: string; text: string; start: number; end: number }[] = [];
  for (const { type, value, start, end } of comments) {
    const last = joined.at(-1);
    const text = cleanComment(value.replace(/^\*/, ''));
    if (type === 'Line' && last?.type === 'Line' && /^\n? *$/.test(source.slice(last.end, start))) {
      last.text += `\n${text}`;
      last.end = end;
    } else {
      joined.push({ type, text, start, end });
    }
  }
  return joined;
};

const codeProse = (path: string, source: string): Prose[] => {
  const { comments, program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = lineCounter(source);
  const found: Prose[] = joinLineComments(comments, source)
    .filter(({ text }) => text !== '' && !isDirective(text))
    .map(({ text, start }) => ({ kind: 'comment', text, line: lineOf(start) }));
  walk(program, (node) => {
    if (node.type === 'CallExpression') {
      for (const one of fromCall(node)) found.push({ ...one, line: lineOf(node.start) });
    } else if (node.type === 'Property') {
      const text = summaryOf(node as ObjectProperty);
      if (text !== undefined) found.push({ kind: 'summary', text, line: lineOf(node.start) });
    }
  });
  return found;
};

const styleProse = (source: string): Prose[] => {
  const lineOf = lineCounter(source);
  return [...source.matchAll(/\/\*([\s\S]*?)\*\//g)].map((match) => ({
    kind: 'comment',
    text: cleanComment(match[1] ?? ''),
    line: lineOf(match.index),
  }));
};

/** Paragraphs, list items and table cells of a Markdown file, without headings and code. */
const documentProse = (source: string): Prose[] => {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  const withoutCode = source.replace(/^```[\s\S]*?^```|^#.*$|^(?: {4}.*\n)+/gm, blank);
  const lineOf = lineCounter(source);
  const blocks = /(?:^|\n\n|\n(?=[-*|\d]))([\s\S]+?)(?=\n\n|\n[-*|\d]|\n*$(?![\s\S]))/g;
  return [...withoutCode.matchAll(blocks)]
    .flatMap(({ 1: block = '', index }) =>
      block.split(' | ').map((text) => ({ text, line: lineOf(index + 1) })),
    )
    .map(({ text, line }) => ({
      kind: 'document' as const,
      text: text.replace(/^[\s|]*(?:[-*]|\d+\.)?\s*/, '').trim(),
      line,
    }))
    .filter(({ text }) => text !== '');
};

/** Returns the English of a file: comments, test titles, log messages, API summaries, or a document's text. */
export const proseOf = (path: string, source: string): Prose[] => {
  if (/\.(ts|tsx|mts|mjs)$/.test(path)) return codeProse(path, source);
  if (path.endsWith('.css')) return styleProse(source);
  return path.endsWith('.md') ? documentProse(source) : [];
};
