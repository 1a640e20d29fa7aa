import { listFiles } from './sources.js';
import { findWordProblems } from './words/check.js';

const problems = findWordProblems(listFiles());
for (const { text } of problems) process.stderr.write(`${text}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
