import { describe, expect, it } from '@jest/globals';
import { auditActions, auditEntry, type AuditAction } from '@maru/contracts/http/chat/audit-log';
import { en } from '@/shared/i18n/en';
import { ko } from '@/shared/i18n/ko';
import { personIn, peopleIn, roleIn } from './audit-targets';

const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const entry = (action: AuditAction, change: object = {}) =>
  auditEntry.parse({
    entryId: '01JD0000000000000000000000',
    serverId: '01JD0000000000000000000001',
    actorId: person,
    action,
    targetId: '01JD0000000000000000000002',
    targetName: null,
    changes: [],
    reason: null,
    createdAt: '2026-09-24T06:07:00.000Z',
    ...change,
  });

describe.each([
  ['ko', ko],
  ['en', en],
])('sentences of the audit log in %s', (_locale, { auditLog }) => {
  it.each(auditActions)('%s names its actor', (action) => {
    expect(auditLog.actions[action]).toContain('{{actor}}');
    expect(auditLog.names[action]).not.toBe('');
  });

  it.each(auditActions.filter((action) => personIn(entry(action)) !== null))(
    '%s names its target',
    (action) => expect(auditLog.actions[action]).toContain('{{target}}'),
  );
});

describe('people of the log', () => {
  it('are the actors and the targets, without duplicates', () => {
    const other = '7c9e6679-7425-40de-944b-e07fc1f90ae8';
    const entries = [entry('member-kicked', { targetId: other }), entry('channel-created')];
    expect(peopleIn(entries)).toEqual([person, other]);
  });

  it('are given and lose roles by the name that these had then', () => {
    expect(roleIn(entry('role-given', { changes: [{ field: 'role', before: null, after: '운영진' }] }))).toBe(
      '운영진',
    );
    expect(roleIn(entry('role-taken', { changes: [{ field: 'role', before: '운영진', after: null }] }))).toBe(
      '운영진',
    );
  });
});
