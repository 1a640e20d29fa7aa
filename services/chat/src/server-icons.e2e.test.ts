import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@maru/contracts/http/chat/audit-log';
import type { Server } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import sharp from 'sharp';
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

const at = (serverId: string) => `/chat/v1/servers/${serverId}/icon`;

const upload = (person: Person, serverId: string, picture: Uint8Array | string, type = 'image/png') =>
  harness.call<Server & { error: { code: string } }>(at(serverId), {
    method: 'PUT',
    body: picture,
    type,
    token: person.token,
  });

const statusOf = async (url: string | null) => (await fetch(url ?? '')).status;

const gone = async (url: string | null) => {
  const end = Date.now() + 5_000;
  while ((await statusOf(url)) !== 404) if (Date.now() > end) throw new Error('it is still there');
};

const aServer = async () => {
  const owner = harness.person();
  const { serverId } = (await steps.createServer(owner)).server;
  return { owner, serverId };
};

describe('an icon', () => {
  it.each(['application/octet-stream', 'IMAGE/JPEG'])(
    'declared as %s is known by its content',
    async (type) => {
      const { owner, serverId } = await aServer();
      await expect(upload(owner, serverId, await aPicture(), type)).resolves.toMatchObject({ status: 200 });
    },
  );

  it('is made anew as WebP without metadata, and members hear of it', async () => {
    const { owner, serverId } = await aServer();
    const photo = await sharp(await aPicture())
      .jpeg()
      .withExif({ IFD0: { Artist: 'Jimin' }, IFD3: { GPSLatitude: '37/1 33/1 0/1' } })
      .toBuffer();
    const { status, body } = await upload(owner, serverId, photo, 'image/jpeg');
    expect(status).toBe(200);
    const response = await fetch(body.iconUrl ?? '');
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    const { width, height, exif, format } = await sharp(await response.arrayBuffer()).metadata();
    expect({ width, height, exif, format }).toEqual({
      width: 160,
      height: 160,
      exif: undefined,
      format: 'webp',
    });
    await expect(steps.detail(owner, serverId)).resolves.toMatchObject({ server: { iconUrl: body.iconUrl } });
    const { entries } = await steps.ask<{ entries: AuditEntry[] }>(
      owner,
      `/chat/v1/servers/${serverId}/audit-log`,
    );
    expect(entries[0]).toMatchObject({
      action: 'server-updated',
      changes: [{ field: 'iconUrl', before: null, after: body.iconUrl }],
    });
  });

  it('makes the one before go away; the same again is there', async () => {
    const { owner, serverId } = await aServer();
    const red = await aPicture('#ff0000');
    const first = (await upload(owner, serverId, red)).body.iconUrl;
    await upload(owner, serverId, await aPicture('#0000ff'));
    const last = (await upload(owner, serverId, red)).body.iconUrl;
    await gone(first);
    await expect(statusOf(last)).resolves.toBe(200);
  });

  it('can be removed, once and again', async () => {
    const { owner, serverId } = await aServer();
    const { iconUrl } = (await upload(owner, serverId, await aPicture())).body;
    for (let time = 0; time < 2; time += 1) {
      const removed = await steps.ask<Server>(owner, at(serverId), { method: 'DELETE' });
      expect(removed.iconUrl).toBeNull();
    }
    await gone(iconUrl);
  });

  it('goes with its server', async () => {
    const { owner, serverId } = await aServer();
    const { iconUrl } = (await upload(owner, serverId, await aPicture())).body;
    await steps.ask(owner, `/chat/v1/servers/${serverId}`, { method: 'DELETE' });
    await harness.hurryJobs();
    await gone(iconUrl);
  });

  it('that is no picture, or too much, is refused with a clear error, and the old one stays', async () => {
    const { owner, serverId } = await aServer();
    const { iconUrl } = (await upload(owner, serverId, await aPicture())).body;
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const refusals = [
      await upload(owner, serverId, svg, 'image/svg+xml'),
      await upload(owner, serverId, svg, 'image/png'),
      await upload(owner, serverId, Buffer.from('garbage'), 'image/png'),
      await upload(owner, serverId, Buffer.alloc(0)),
      await upload(owner, serverId, '{}', 'application/json'),
    ];
    for (const { status, body } of refusals)
      expect([status, body.error.code]).toEqual([422, 'IMAGE_INVALID']);
    const tooMuch = await upload(owner, serverId, Buffer.alloc(limits.image.maxBytes + 1));
    expect([tooMuch.status, tooMuch.body.error.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    await expect(steps.detail(owner, serverId)).resolves.toMatchObject({ server: { iconUrl } });
  });

  it('is not for members to choose', async () => {
    const { owner, serverId } = await aServer();
    const member = harness.person();
    await steps.join(owner, serverId, member);
    await expect(upload(member, serverId, await aPicture())).resolves.toMatchObject({ status: 403 });
    await expect(steps.detail(owner, serverId)).resolves.toMatchObject({ server: { iconUrl: null } });
  });

  it('can only be changed so often', async () => {
    const { owner, serverId } = await aServer();
    const statuses = [];
    for (let time = 0; time < 21; time += 1) statuses.push((await upload(owner, serverId, 'x')).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 422), 429]);
  });
});
