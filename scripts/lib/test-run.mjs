import { dim, green, red } from './console.mjs';

const slowestCount = 15;
const inSeconds = (seconds) => `${seconds.toFixed(1)} s`.padStart(8);

/**
 * Counts what passes and fails in the stages of a test run, and times them. `check` runs a stage that has no tests (compiling, lint):
 * it counts as one failure when it fails. `finish` prints the slowest suites, the stages and the counts, and ends this process.
 */
export const startTestRun = () => {
  const total = { passed: 0, failed: 0 };
  const suites = [];
  const stages = [];

  const timed = async (name, work) => {
    const startedAt = performance.now();
    const result = await work();
    stages.push({ name, seconds: (performance.now() - startedAt) / 1000 });
    return result;
  };

  const printTimes = () => {
    const slowest = suites.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestCount);
    if (slowest.length > 0) console.log(`\nSlowest of ${suites.length} suites\n`);
    for (const { name, seconds, tests } of slowest)
      console.log(`  ${inSeconds(seconds)}  ${String(tests).padStart(4)} tests  ${name}`);
    console.log('\nStages\n');
    for (const { name, seconds } of stages) console.log(`  ${inSeconds(seconds)}  ${name}`);
  };

  return {
    check: async (name, work) => {
      const isFine = await timed(name, work);
      console.log(
        `  ${isFine ? green('✓') : red('✗')} ${name} ${dim(inSeconds(stages.at(-1).seconds).trim())}`,
      );
      if (!isFine) total.failed += 1;
      return isFine;
    },
    suites: async (name, work) => {
      const { passed, failed, suites: found } = await timed(name, work);
      total.passed += passed;
      total.failed += failed;
      suites.push(...found);
    },
    finish: () => {
      printTimes();
      console.log(`\n${total.passed} passed, ${total.failed} failed`);
      process.exit(total.failed === 0 ? 0 : 1);
    },
  };
};
