import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditActions, type AuditEntry } from '@maru/contracts/http/chat/audit-log';
import { newId } from '@maru/service-kit/ids';
import { createAuditScene, type AuditPage, type AuditScene } from './testing/audit-scene.js';
import { audited } from './testing/audited.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { aPicture } from './testing/pictures.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

const picture = await aPicture();
const createScene = () => createAuditScene(harness);

describe('the log', () => {
  it.each(auditActions)(
    'records %s once, with its actor, its target and the values before and after',
    async (action) => {
      const scene = await createScene();
      const { act, first, target, changes, reason, isRepeatable } = audited[action];
      await first?.(scene);
      const before = await scene.entries();
      await act(scene);
      const [entry, ...older] = await (action === 'server-transferred'
        ? entriesOfNewOwner(scene)
        : scene.entries());
      expect(older).toEqual(before);
      expect(entry).toMatchObject({ action, actorId: scene.owner.userId, reason: reason ?? null });
      if (target) expect(entry?.targetId).toBe(target(scene));
      if (changes) {
        const told = entry?.changes.map((change) => [change.field, change.before, change.after]);
        expect(told).toEqual(changes(scene));
      }
      if (isRepeatable) return;
      await act(scene);
      expect(await scene.entries()).toEqual([entry, ...older]);
    },
  );

  it('records a new icon, too', async () => {
    const { owner, at, entries } = await createScene();
    const upload = { method: 'PUT', body: picture, type: 'image/png', token: owner.token };
    expect((await harness.call(at('/icon'), upload)).status).toBe(200);
    expect((await entries())[0]).toMatchObject({ action: 'server-updated', changes: [{ field: 'iconUrl' }] });
  });

  it('records nothing for a refused change', async () => {
    const scene = await createScene();
    const before = await scene.entries();
    const asMember: AuditScene = {
      ...scene,
      ask: (method, path, body) => scene.ask(method, path, body, scene.guest),
    };
    const asked = Object.entries(audited).filter(
      ([action]) => action !== 'message-deleted' && action !== 'content-rule-created',
    );
    for (const [, { act }] of asked) await expect(act(asMember)).rejects.toThrow(/FORBIDDEN|NOT_FOUND/);
    expect(await scene.entries()).toEqual(before);
  });
});

const entriesOfNewOwner = ({ member: heir, at }: AuditScene) =>
  steps.ask<AuditPage>(heir, at('/audit-log?limit=100')).then(({ entries }) => entries);

describe('who reads the log', () => {
  const fill = async () => {
    const scene = await createScene();
    const { owner, member: moderator, guest, serverId } = scene;
    const all = await steps.createRole(owner, serverId, 'viewAuditLog', 'muteMembers');
    await steps.giveRole(owner, all, moderator);
    for (const who of [owner, moderator])
      for (const isMuted of [true, false])
        await scene.ask('PUT', scene.at(`/members/${guest.userId}/mute`), { isMuted }, who);
    return scene;
  };

  it('finds what one did, one kind of thing, and what was done about one', async () => {
    const { owner, member: moderator, guest, entries } = await fill();
    const kinds = (found: AuditEntry[]) => found.map(({ action }) => action);
    expect(kinds(await entries(`actorId=${moderator.userId}`))).toEqual(['member-unmuted', 'member-muted']);
    expect(await entries('action=member-muted')).toMatchObject([
      { actorId: moderator.userId, targetId: guest.userId },
      { actorId: owner.userId, targetId: guest.userId },
    ]);
    expect(await entries(`targetId=${guest.userId}`)).toHaveLength(4);
    expect(
      await entries(`targetId=${guest.userId}&actorId=${owner.userId}&action=member-muted`),
    ).toHaveLength(1);
    expect(await entries(`actorId=${randomUUID()}`)).toEqual([]);
  });

  it('gets it by page, newest first, each entry once, in the order of their ids', async () => {
    const { at, ask, entries } = await fill();
    const found: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor ? `&cursor=${cursor}` : '';
      const page: AuditPage = await ask<AuditPage>('GET', at(`/audit-log?limit=2${more}`));
      expect(page.entries.length).toBeLessThanOrEqual(2);
      found.push(...page.entries);
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual(await entries());
    const ids = found.map(({ entryId }) => entryId);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it('finds changes that were made at once in the order in which they came to hold', async () => {
    const scene = await createScene();
    const rename = (name: string) => scene.ask('PATCH', scene.at(''), { name });
    await Promise.all(Array.from({ length: 8 }, (_, index) => rename(`이름 ${index}`)));
    const renames = (await scene.entries('action=server-updated'))
      .toReversed()
      .map(({ changes }) => changes[0]);
    expect(renames).toHaveLength(8);
    // Each begins where the one before ended.
    expect(renames.map((change) => change?.before)).toEqual([
      '마루',
      ...renames.slice(0, -1).map((change) => change?.after),
    ]);
  });

  it('needs the permission, and finds none of other servers', async () => {
    const scene = await fill();
    const read = ({ token }: Person, path: string) => harness.call(path, { token });
    expect((await read(scene.guest, scene.at('/audit-log'))).status).toBe(403);
    const elsewhere = await createScene();
    expect((await read(elsewhere.owner, scene.at('/audit-log'))).status).toBe(404);
    const newest = (await scene.entries())[0]?.entryId;
    const found = await elsewhere.entries(`cursor=${newest}`);
    expect(found.every(({ serverId }) => serverId === elsewhere.serverId)).toBe(true);
    expect((await read(scene.owner, scene.at(`/audit-log?cursor=${newId()}x`))).status).toBe(422);
  });
});
