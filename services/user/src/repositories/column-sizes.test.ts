import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { columnSizes } from '@maru/service-kit/testing/column-sizes';

const sizes = columnSizes(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)));

it.each([
  ['Account.email', limits.email.max],
  ['Account.nickname', limits.nickname.max],
  ['Account.tag', limits.tag.max],
  ['Account.tagline', limits.tagline.max],
  ['Account.bio', limits.bio.max],
  ['PendingSignUp.email', limits.email.max],
  ['PendingSignUp.nickname', limits.nickname.max],
  ['PersonNote.text', limits.personNote.max],
])('%s holds the longest text that its contract accepts', (column, max) => {
  expect(sizes[column]).toBeGreaterThanOrEqual(max);
});
