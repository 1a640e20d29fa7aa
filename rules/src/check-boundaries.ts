import { findProblems } from './boundaries/check.js';
import { listFiles } from './sources.js';

const problems = findProblems(listFiles());
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
