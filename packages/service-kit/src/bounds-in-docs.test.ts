import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Rows of the tables of limits: the resource, the limit as written in the source, and its location. */
const rows = [
  ...read('docs/security.md').matchAll(/^\| (.+?) +\| `(.+?)` +\| `(.+?)`(?: `(\w+)`)? +\|$/gm),
].map(([, what = '', bound = '', path = '', name]) => ({ what, bound, path, name }));
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

it.each(rows)('the documented limit of "$what" matches the source', ({ bound, path, name }) => {
  const declared = name ? `\\b${name}\\s*(?:[:=]|: \\w+ =)\\s*${escape(bound)}` : escape(bound);
  expect(read(path)).toMatch(new RegExp(declared));
});

it('each limit is documented', () => {
  const named = new Set(rows.map(({ name }) => name));
  const parts = ['annotations', 'emailInvites', 'membership', 'requests'];
  const missing = Object.keys(limits).filter((key) => !named.has(key) && !parts.includes(key));
  expect(missing).toEqual([]);
});

it('each limit of the socket service is documented', () => {
  const path = 'services/socket/src/config/bounds.ts';
  const documented = rows.filter((row) => row.path === path).map(({ name }) => name);
  const groups = ['cached', 'events', 'calls', 'perPerson', 'perNode', 'points', 'seconds'];
  const declared = [...read(path).matchAll(/^\s+(\w+): /gm)].map(([, name]) => name ?? '');
  expect(declared.filter((name) => !documented.includes(name) && !groups.includes(name))).toEqual([]);
});
