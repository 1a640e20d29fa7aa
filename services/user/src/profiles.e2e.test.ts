import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Profile } from '@maru/contracts/http/user/profiles';
import { until } from '@maru/service-kit/testing/until';
import sharp from 'sharp';
import { origin, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

type Reply = Profile & { error: { code: string } };

const update = (token: string, body: object) =>
  harness.call<Reply>('PATCH', '/user/v1/me/profile', { token, body });

const upload = async (token: string, picture: Buffer, { type = 'image/png', which = 'avatar' } = {}) => {
  const response = await fetch(`${harness.base}/user/v1/me/${which}`, {
    method: 'PUT',
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
    body: new Uint8Array(picture),
  });
  // The service's own JSON.
  return { status: response.status, body: (await response.json()) as Reply };
};

/** Fetches a picture's URL like a browser: from the public part of the bucket. */
const fetchPicture = (url: string | null) =>
  fetch(`${harness.env.S3_ENDPOINT}/${harness.env.S3_BUCKET}${new URL(url ?? '', origin).pathname}`);

const aPicture = (background: string) =>
  sharp({ create: { width: 300, height: 300, channels: 3, background } })
    .png()
    .toBuffer();

describe('a profile', () => {
  it('is changed by its owner, and the change is announced', async () => {
    const { session } = await harness.signUp();
    const change = {
      nickname: ' 새 지민 ',
      tagline: '오늘도 마루',
      bio: '줄 하나\r\n\r\n\r\n줄 둘',
      accent: 'plum',
    };
    const { body } = await update(session.accessToken, change);
    expect(body).toMatchObject({
      nickname: '새 지민',
      tagline: '오늘도 마루',
      bio: '줄 하나\n\n줄 둘',
      accent: 'plum',
    });
    await until(() =>
      harness.delivered.some(
        (event) => event.type === 'profile.updated' && event.profile.nickname === '새 지민',
      ),
    );
    const partly = await update(session.accessToken, { accent: 'sky' });
    expect(partly.body).toMatchObject({ nickname: '새 지민', accent: 'sky' });
  });

  it.each([
    ['nickname', 'x'],
    ['nickname', 'a\u202eb'],
    ['nickname', 'a\u3164b'],
    ['nickname', 'x'.repeat(33)],
    ['tag', 'ab'],
    ['tag', '한글태그'],
    ['tag', 'two__marks'],
    ['tag', '.dot'],
    ['tagline', 'x'.repeat(41)],
    ['bio', 'x'.repeat(191)],
    ['bio', 'a\u0000b'],
    ['accent', '#ff0000'],
  ])('refuses the %s %p', async (field, value) => {
    const { session } = await harness.signUp();
    const answer = await update(session.accessToken, { [field]: value });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { fields: { [field]: expect.anything() } } },
    });
  });

  it('has a tag of its own, which no other profile can get', async () => {
    const [one, two] = [await harness.signUp(), await harness.signUp()];
    expect(one.session.me.tag).not.toBe(two.session.me.tag);
    const tag = `jimin.${Date.now() % 1_000_000}`;
    const answers = await Promise.all(
      [one, two].map(({ session }) => update(session.accessToken, { tag: tag.toUpperCase() })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('TAG_TAKEN');
    expect(answers.find(({ status }) => status === 200)?.body.tag).toBe(tag);
  });

  it('refuses unknown fields', async () => {
    const { session } = await harness.signUp();
    await update(session.accessToken, {
      email: 'x@y.io',
      userId: 'x',
      avatarKey: 'x',
      deletionAt: null,
      hasPassword: false,
    });
    const me = await harness.call('GET', '/user/v1/me', { token: session.accessToken });
    expect(me.body).toEqual(session.me);
  });
});

describe('pictures', () => {
  it('are stored in two sizes, named by their content and publicly readable', async () => {
    const { session } = await harness.signUp();
    const { body } = await upload(session.accessToken, await aPicture('#ff0000'));
    for (const [url, size] of [
      [body.avatarUrl, 160],
      [body.avatarLargeUrl, 512],
    ] as const) {
      const response = await fetchPicture(url);
      expect(response.headers.get('content-type')).toBe('image/webp');
      expect(response.headers.get('cache-control')).toContain('immutable');
      const { width } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
      expect(width).toBe(size);
    }
  });

  it.each(['application/octet-stream', 'IMAGE/JPEG', ''])(
    'are recognised by their content if declared as %j',
    async (type) => {
      const { session } = await harness.signUp();
      await expect(upload(session.accessToken, await aPicture('#00ff00'), { type })).resolves.toMatchObject({
        status: 200,
      });
    },
  );

  it('replace and remove the previous one', async () => {
    const { session } = await harness.signUp();
    const first = (await upload(session.accessToken, await aPicture('#00ff00'))).body;
    const same = (await upload(session.accessToken, await aPicture('#00ff00'))).body;
    expect(same.avatarUrl).toBe(first.avatarUrl);
    expect((await fetchPicture(first.avatarUrl)).status).toBe(200);
    await upload(session.accessToken, await aPicture('#0000ff'));
    expect((await fetchPicture(first.avatarUrl)).status).toBe(404);
    expect((await fetchPicture(first.avatarLargeUrl)).status).toBe(404);
    const removed = await harness.call<Profile>('DELETE', '/user/v1/me/avatar', {
      token: session.accessToken,
    });
    expect(removed.body).toMatchObject({ avatarUrl: null, avatarLargeUrl: null });
  });

  it('may be banners, too', async () => {
    const { session } = await harness.signUp();
    const { body } = await upload(session.accessToken, await aPicture('#123456'), { which: 'banner' });
    expect((await fetchPicture(body.bannerLargeUrl)).status).toBe(200);
    expect(body.avatarUrl).toBeNull();
  });

  it('that are invalid or too large are refused with a clear error, and the old one stays', async () => {
    const { session } = await harness.signUp();
    const token = session.accessToken;
    const before = (await upload(token, await aPicture('#abcdef'))).body;
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await upload(token, svg, { type: 'image/svg+xml' })).toMatchObject({
      status: 422,
      body: { error: { code: 'IMAGE_INVALID' } },
    });
    expect(await upload(token, svg, { type: 'text/html' })).toMatchObject({ status: 422 });
    expect(await upload(token, Buffer.alloc(0))).toMatchObject({
      status: 422,
      body: { error: { code: 'IMAGE_INVALID' } },
    });
    expect(await upload(token, Buffer.alloc(8 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { error: { code: 'PAYLOAD_TOO_LARGE' } },
    });
    const me = await harness.call<Profile>('GET', '/user/v1/me', { token });
    expect(me.body.avatarUrl).toBe(before.avatarUrl);
  });
});
