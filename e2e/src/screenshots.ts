/** Takes the pictures of the README and the landing page from the running product: `npm run screenshots`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack } from '@maru/local-cloud/stack/start-stack';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import { api, createPerson, createPlace, userIdOf, type Person, type Place } from './people.js';
import { composerOf, say, seesMessage, signIn } from './steps.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const publicImages = join(root, 'client/public/images');

type Locale = 'ko' | 'en';

interface Story {
  names: [owner: string, ...others: string[]];
  server: string;
  otherServers: string[];
  channels: [name: string, type: 'text' | 'voice', category: number][];
  roles: { name: string; color: string; icon: string }[];
  script: [speaker: number, text: string][];
}

const stories: Record<Locale, Story> = {
  ko: {
    names: ['지민', '하늘', 'Alice', '도윤'],
    server: '주말 등산 모임',
    otherServers: ['사진 동호회', 'Book club'],
    channels: [
      ['코스 추천', 'text', 0],
      ['사진첩', 'text', 0],
      ['장비 이야기', 'text', 0],
      ['산행 중', 'voice', 1],
    ],
    roles: [
      { name: '산행 대장', color: '#2f7a5f', icon: '🥾' },
      { name: '사진가', color: '#3f6fb5', icon: '📷' },
    ],
    script: [
      [0, '이번 주 토요일에 북한산 어때요? 아침 8시에 모이면 좋겠어요.'],
      [1, '좋아요! 지난번 코스가 참 좋았어요.'],
      [1, '김밥은 제가 챙길게요.'],
      [2, 'I can bring coffee for everyone.'],
      [0, '완벽해요. 지도는 여기에 올려 둘게요: https://map.example.com/bukhansan'],
      [3, '저도 갈게요. 초보도 괜찮죠?'],
      [0, '그럼요, 천천히 걸어요. 비가 오면 실내 암장으로 바꿔요.'],
    ],
  },
  en: {
    names: ['Hannah', 'Daniel', '지민', 'Sofia'],
    server: 'Weekend hikers',
    otherServers: ['Photo club', '독서 모임'],
    channels: [
      ['Trail ideas', 'text', 0],
      ['Photos', 'text', 0],
      ['Gear talk', 'text', 0],
      ['On the trail', 'voice', 1],
    ],
    roles: [
      { name: 'Trail leader', color: '#2f7a5f', icon: '🥾' },
      { name: 'Photographer', color: '#3f6fb5', icon: '📷' },
    ],
    script: [
      [0, 'How about Bukhansan this Saturday? Let’s meet at eight.'],
      [1, 'I’m in! I loved the trail we took last time.'],
      [1, 'I’ll bring gimbap for everyone.'],
      [2, '커피는 제가 챙길게요!'],
      [0, 'Perfect. Here’s the map: https://map.example.com/bukhansan'],
      [3, 'I’d love to come. Is it all right for a beginner?'],
      [0, 'Of course, we’ll take it slow. If it rains, we’ll go climbing indoors.'],
    ],
  },
};

interface Scene {
  locale: Locale;
  people: Person[];
  path: string;
  lastWords: string;
}

const giveRoles = async (
  { serverId }: Place,
  { accessToken: token }: Person,
  { others, roles }: { others: Person[]; roles: Story['roles'] },
) => {
  for (const [index, role] of roles.entries()) {
    const server = `/chat/v1/servers/${serverId}`;
    const body = { ...role, isHoisted: true };
    const { roleId } = await api<{ roleId: string }>(`${server}/roles`, { body, token });
    const member = others[index];
    if (member) await api(`${server}/members/${userIdOf(member)}/roles/${roleId}`, { method: 'PUT', token });
  }
};

const prepare = async (locale: Locale): Promise<Scene> => {
  const story = stories[locale];
  const people: Person[] = [];
  for (const name of story.names) people.push(await createPerson(name));
  const [owner, ...others] = people;
  if (!owner) throw new Error('a story has an owner');
  const token = owner.accessToken;
  const place = await createPlace(owner, others, { name: story.server, locale });
  const { categories } = await api<{ categories: { categoryId: string }[] }>(
    `/chat/v1/servers/${place.serverId}`,
    { method: 'GET', token },
  );
  for (const [name, type, category] of story.channels) {
    const body = { name, type, categoryId: categories[category]?.categoryId ?? null };
    await api(`/chat/v1/servers/${place.serverId}/channels`, { body, token });
  }
  await giveRoles(place, owner, { others, roles: story.roles });
  for (const name of story.otherServers) await createPlace(owner, [], { name, locale });
  return { locale, people, path: place.path, lastWords: story.script.at(-1)?.[1] ?? '' };
};

/** They stay online: the pictures show presence. */
const talk = async (browser: Browser, { locale, people, path }: Scene): Promise<void> => {
  const pages: Page[] = [];
  for (const person of people) {
    const { page } = await openWindow(browser);
    await signIn(page, person, path);
    await composerOf(page).waitFor();
    pages.push(page);
  }
  for (const [speaker, text] of stories[locale].script) {
    const page = pages[speaker];
    if (!page) continue;
    await say(page, text);
    await seesMessage(page, text.split(' https')[0] ?? text).catch(() => undefined);
  }
};

const settle = (page: Page) =>
  page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 400))));

/** The viewport is as wide as the picture is shown, so that its text stays readable. */
const sizes = {
  app: { viewport: { width: 1180, height: 760 } },
  phone: { ...phone, viewport: { width: 390, height: 780 } },
};

const shoot = async (browser: Browser, { locale, people, path, lastWords }: Scene): Promise<void> => {
  const [owner] = people;
  if (!owner) return;
  for (const [size, options] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await openWindow(browser, { ...options, colorScheme, deviceScaleFactor: 2 });
      await signIn(page, owner, path);
      // The sign-in page is in Korean.
      await page.evaluate((chosen) => localStorage.setItem('maru.locale', chosen), locale);
      await page.reload();
      await page.getByText(lastWords).waitFor();
      await page.mouse.move(0, 0);
      await settle(page);
      const name = `${size}-${locale}-${colorScheme}.jpg`;
      await page.screenshot({ path: join(publicImages, name), type: 'jpeg', quality: 80 });
      await context.close();
    }
  }
};

const stateDir = await mkdtemp(join(tmpdir(), 'maru-screenshots-'));
await mkdir(publicImages, { recursive: true });
const stack = await startStack({ stateDir, ports: 'free', client: 'built' });
process.env.E2E_URL = stack.url;
process.env.E2E_INBOX_URL = stack.inboxUrl;
const browser = await launchBrowser();
try {
  for (const locale of ['ko', 'en'] as const) {
    const scene = await prepare(locale);
    await talk(browser, scene);
    await shoot(browser, scene);
  }
} finally {
  await browser.close();
  await stack.stop();
  await rm(stateDir, { recursive: true, force: true });
}
