/** Makes the pictures of README and landing page from the running product: `npm run screenshots`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack } from '@maru/local-cloud/stack/start-stack';
import type { Browser, Page } from 'playwright-core';
import { desktop, launchBrowser, openWindow, phone } from './browser.js';
import { api, createPerson, createPlace, userIdOf, type Person, type Place } from './people.js';
import { composerOf, say, seesMessage, signIn } from './steps.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const publicImages = join(root, 'client/public/images');
const docImages = join(root, 'docs/images');

interface Scene {
  people: Person[];
  path: string;
}

const script: [speaker: number, text: string][] = [
  [0, '이번 주 토요일에 북한산 어때요? 아침 8시에 모이면 좋겠어요.'],
  [1, '좋아요! 지난번 코스가 참 좋았어요.'],
  [1, '김밥은 제가 챙길게요.'],
  [2, 'I can bring coffee for everyone.'],
  [0, '완벽해요. 지도는 여기에 올려 둘게요: https://map.example.com/bukhansan'],
  [3, '저도 갈게요. 초보도 괜찮죠?'],
  [0, '그럼요, 천천히 걸어요. 비가 오면 실내 암장으로 바꿔요.'],
];

const giveRoles = async ({ serverId }: Place, { accessToken: token }: Person, others: Person[]) => {
  const roles = [
    { name: '산행 대장', color: '#2f7a5f', icon: '🥾', isHoisted: true },
    { name: '사진가', color: '#3f6fb5', icon: '📷', isHoisted: true },
  ];
  for (const [index, body] of roles.entries()) {
    const server = `/chat/v1/servers/${serverId}`;
    const { roleId } = await api<{ roleId: string }>(`${server}/roles`, { body, token });
    const member = others[index];
    if (member) await api(`${server}/members/${userIdOf(member)}/roles/${roleId}`, { method: 'PUT', token });
  }
};

const prepare = async (): Promise<Scene> => {
  const names = ['지민', '하늘', 'Alice', '도윤'];
  const people: Person[] = [];
  for (const name of names) people.push(await createPerson(name));
  const [owner, ...others] = people;
  if (!owner) throw new Error('nobody is there');
  const place = await createPlace(owner, others, '주말 등산 모임');
  const { categories } = await api<{ categories: { categoryId: string }[] }>(
    `/chat/v1/servers/${place.serverId}`,
    {
      method: 'GET',
      token: owner.accessToken,
    },
  );
  for (const [name, type, category] of [
    ['코스 추천', 'text', 0],
    ['사진첩', 'text', 0],
    ['장비 이야기', 'text', 0],
    ['산행 중', 'voice', 1],
  ] as const) {
    const body = { name, type, categoryId: categories[category]?.categoryId ?? null };
    await api(`/chat/v1/servers/${place.serverId}/channels`, { body, token: owner.accessToken });
  }
  await giveRoles(place, owner, others);
  for (const name of ['사진 동호회', 'Book club']) await createPlace(owner, [], name);
  return { people, path: place.path };
};

/** They stay afterwards: the pictures show who is there. */
const talk = async (browser: Browser, { people, path }: Scene): Promise<void> => {
  const pages: Page[] = [];
  for (const person of people) {
    const { page } = await openWindow(browser);
    await signIn(page, person, path);
    await composerOf(page).waitFor();
    pages.push(page);
  }
  for (const [speaker, text] of script) {
    const page = pages[speaker];
    if (!page) continue;
    await say(page, text);
    await seesMessage(page, text.split(' https')[0] ?? text).catch(() => undefined);
  }
};

const settle = (page: Page) =>
  page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 400))));

const shoot = async (browser: Browser, { people, path }: Scene): Promise<void> => {
  const [owner] = people;
  if (!owner) return;
  const sizes = { desktop, phone };
  for (const [size, options] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await openWindow(browser, { ...options, colorScheme, deviceScaleFactor: 2 });
      await signIn(page, owner, path);
      await page.getByText('비가 오면', { exact: false }).waitFor();
      await page.mouse.move(0, 0);
      await settle(page);
      if (size === 'desktop')
        await page.screenshot({
          path: join(publicImages, `app-${colorScheme}.jpg`),
          type: 'jpeg',
          quality: 82,
        });
      else
        await page.screenshot({
          path: join(docImages, `phone-${colorScheme}.jpg`),
          type: 'jpeg',
          quality: 82,
        });
      await context.close();
    }
  }
};

const stateDir = await mkdtemp(join(tmpdir(), 'maru-screenshots-'));
await Promise.all([mkdir(publicImages, { recursive: true }), mkdir(docImages, { recursive: true })]);
const stack = await startStack({ stateDir, ports: 'free', client: 'built' });
process.env.E2E_URL = stack.url;
process.env.E2E_INBOX_URL = stack.inboxUrl;
const browser = await launchBrowser();
try {
  const scene = await prepare();
  await talk(browser, scene);
  await shoot(browser, scene);
} finally {
  await browser.close();
  await stack.stop();
  await rm(stateDir, { recursive: true, force: true });
}
