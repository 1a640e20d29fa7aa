import { parseSync, type Node } from 'oxc-parser';
import { walk } from '../walk.js';
import { isTest } from './judge.js';

/** Their tests move time, so they take it from an injected clock. */
const timed = /^services\/user\/src\/(?!testing\/)/;

const isDate = (node: Node): boolean => node.type === 'Identifier' && node.name === 'Date';

const isSystemTime = (node: Node): boolean => {
  if (node.type === 'NewExpression' || node.type === 'CallExpression')
    return isDate(node.callee) && (node.type === 'CallExpression' || node.arguments.length === 0);
  if (node.type !== 'MemberExpression' || !isDate(node.object)) return false;
  const { property } = node;
  return (
    (property.type === 'Identifier' && property.name === 'now') ||
    (property.type === 'Literal' && property.value === 'now')
  );
};

/** Returns whether the source reads the system's time: `Date.now`, `Date()` or `new Date()`. */
export const readsTime = (path: string, source: string): boolean => {
  if (!source.includes('Date')) return false;
  let isFound = false;
  walk(parseSync(path, source).program, (node) => {
    isFound ||= isSystemTime(node);
  });
  return isFound;
};

/** Returns why a file may not read the system's time. */
export const timeRefusal = (path: string): string | undefined =>
  timed.test(path) && !isTest(path) ? `${path} reads the system's time: inject CLOCK instead` : undefined;
