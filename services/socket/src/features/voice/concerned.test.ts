import { expect, it } from '@jest/globals';
import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { mayConcern } from './concerned.js';

const serverId = serverIdSchema.parse(newId());

it('a change of one member concerns that member only', () => {
  const left = { type: 'member.left', serverId, userId: 'jimin' } as const;
  expect([mayConcern(left, 'jimin'), mayConcern(left, 'alice')]).toEqual([true, false]);
});

it('a change of roles concerns all members, and one of content rules none', () => {
  expect(mayConcern({ type: 'roles.changed', serverId }, 'jimin')).toBe(true);
  expect(mayConcern({ type: 'content-rules.changed', serverId }, 'jimin')).toBe(false);
});
