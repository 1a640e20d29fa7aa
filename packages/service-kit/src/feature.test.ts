import { expect, it } from '@jest/globals';
import { joinFeatures, type Feature } from './feature.js';
import { every } from './jobs/periodic.js';

type Job = { kind: 'mail' } | { kind: 'purge' };
const kinds = ['mail', 'purge'] as const;
const idle = async () => undefined;

const mails: Feature<Job> = { jobs: { mail: idle }, every: [every(1_000, 'prune mails', idle)] };
const purges: Feature<Job> = { jobs: { purge: idle }, endless: ['purge'] };

it('features join into one list of each kind', () => {
  const { jobs, endless, every: timers } = joinFeatures([mails, purges], kinds);
  expect(Object.keys(jobs)).toEqual(['mail', 'purge']);
  expect(endless).toEqual(['purge']);
  expect(timers.map(({ name }) => name)).toEqual(['prune mails']);
});

it('a kind of job without a handler stops the start', () => {
  expect(() => joinFeatures([mails], kinds)).toThrow('no feature handles jobs of kind purge');
});

it('a handler or a timer that two features declare stops the start', () => {
  expect(() => joinFeatures([mails, mails, purges], kinds)).toThrow(
    'declared by two features: mail, prune mails',
  );
});
