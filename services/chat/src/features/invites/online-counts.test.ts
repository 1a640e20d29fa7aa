import { expect, it } from '@jest/globals';
import { createOnlineCounts } from './online-counts.js';

it('remembers a bounded number of servers, and asks again for those it has dropped', async () => {
  const asked: string[] = [];
  const presence = {
    countOnline: async (serverId: string) => asked.push(serverId),
    listOnline: async () => [],
  };
  const countOf = createOnlineCounts(presence, { max: 2 });
  for (const serverId of ['a', 'b', 'c', 'c', 'a']) await countOf(serverId);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
