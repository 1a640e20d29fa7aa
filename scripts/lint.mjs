/** `npm run lint`: runs all linters at once and prints the output of those that fail. */
import { green, red } from './lib/console.mjs';
import { capture } from './lib/process.mjs';

const bin = (name) => `node_modules/.bin/${name}`;
const linters = [
  ['oxlint', bin('oxlint'), ['--deny-warnings']],
  ['boundaries', process.execPath, ['rules/dist/check-boundaries.js']],
  ['words', process.execPath, ['rules/dist/check-words.js']],
  ['prettier', bin('prettier'), ['--check', '.']],
  ['knip', bin('knip'), []],
];

const passes = async ([name, command, args]) => {
  const { code, output } = await capture(command, args);
  console.log(code === 0 ? `${green('✓')} ${name}` : `${red('✗')} ${name}\n${output}`);
  return code === 0;
};

const results = (await passes(['rules', bin('tsc'), ['-b', 'rules']]))
  ? await Promise.all(linters.map(passes))
  : [false];
process.exit(results.every(Boolean) ? 0 : 1);
