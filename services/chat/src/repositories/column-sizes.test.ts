import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { columnSizes } from '@maru/service-kit/testing/column-sizes';

const sizes = columnSizes(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)));

it.each([
  ['Server.name', limits.serverName.max],
  ['Server.description', limits.serverDescription.max],
  ['Category.name', limits.channelName.max],
  ['Channel.name', limits.channelName.max],
  ['Channel.topic', limits.channelTopic.max],
  ['Member.nickname', limits.nickname.max],
  ['Person.nickname', limits.nickname.max],
  ['Role.name', limits.roleName.max],
  ['Ban.reason', limits.reason.max],
  ['AuditEntry.reason', limits.reason.max],
  ['AuditEntry.targetName', limits.serverName.max],
  ['ContentRule.name', limits.contentRuleName.max],
  ['Report.note', limits.reportNote.max],
  ['EmailInvite.email', limits.email.max],
])('%s holds the longest text that its contract takes', (column, max) => {
  expect(sizes[column]).toBeGreaterThanOrEqual(max);
});
