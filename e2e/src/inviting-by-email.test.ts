import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, phone } from './browser.js';
import {
  codeFor,
  createPerson,
  createPlace,
  mailsTo,
  newEmail,
  password,
  type Person,
  type Place,
} from './people.js';
import { composerOf, eventually, openAs } from './steps.js';

let browser: Browser;
let jimin: Person;
let place: Place;
let owner: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  jimin = await createPerson('지민');
  place = await createPlace(jimin, [], '주말 등산 모임');
  owner = (await openAs(browser, jimin, place.path)).page;
});
afterAll(() => browser.close());

const serverName = '주말 등산 모임';
const isInvite = ({ subject }: { subject: string }) => subject.includes(serverName);
const invitesTo = async (email: string) => (await mailsTo(email)).filter(isInvite);

/** Invites from the open conversation and returns to it. */
const invite = async (...emails: string[]) => {
  await owner.getByRole('button', { name: /서버 메뉴/ }).click();
  await owner.getByRole('menuitem', { name: '초대하기' }).click();
  await owner.getByText('이메일', { exact: true }).click();
  await owner.getByRole('textbox', { name: '이메일 주소' }).fill(emails.join(', '));
  await owner.getByRole('button', { name: /초대 보내기$/ }).click();
  await owner.getByRole('heading', { name: `${emails.length}명에게 초대를 보냈어요` }).waitFor();
  await owner.keyboard.press('Escape');
  await owner.getByRole('dialog').waitFor({ state: 'detached' });
};

/** Returns the link in the invite's mail once it has arrived. */
const linkFor = async (email: string): Promise<string> => {
  const [mail] = await eventually(
    () => invitesTo(email),
    (mails) => mails.length > 0,
  );
  const link = /href="([^"]*\/invite\/mail\/[\w-]+)"/.exec(mail?.html ?? '')?.[1] ?? '';
  return new URL(link).pathname;
};

it('a stranger opens the mail, signs up, returns to the invite and joins', async () => {
  const email = newEmail();
  await invite(email);
  const { page, close } = await openWindow(browser, phone);
  await page.goto(await linkFor(email));
  await page.getByRole('heading', { name: '지민님이 초대했어요' }).waitFor();
  await page.getByText(`${email[0]}`, { exact: false }).first().waitFor();
  expect(await page.getByText(email).count()).toBe(0);
  await page.getByRole('link', { name: '가입하고 들어가기' }).click();
  await page.getByLabel('닉네임').fill('하늘');
  await page.getByLabel('이메일').fill(email);
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.getByLabel('전체 동의').check();
  await page.getByRole('button', { name: '인증 코드 받기' }).click();
  await page.getByRole('heading', { name: '이메일을 확인해 주세요' }).waitFor();
  await page.getByLabel('6자리 중 1번째 숫자').focus();
  await page.keyboard.type(await codeFor(email));
  await page.getByRole('button', { name: '하늘님으로 들어가기' }).click();
  await composerOf(page).waitFor();
  await close();
});

it('a user sees invites in the app at once, declines one and accepts another', async () => {
  const alice = await createPerson('Alice');
  const { page, close } = await openAs(browser, alice);
  await page.getByRole('button', { name: '받은 초대', exact: true }).click();
  await page.getByRole('heading', { name: '새 초대가 없어요' }).waitFor();
  await invite(alice.email);
  const row = page.getByRole('listitem', { name: `${serverName} 서버 초대` });
  await row.getByText('지민').waitFor();
  await row.getByRole('button', { name: '거절' }).click();
  await page.getByRole('heading', { name: '새 초대가 없어요' }).waitFor();
  await page.keyboard.press('Escape');

  await invite(alice.email);
  await page.getByRole('button', { name: '받은 초대 1개' }).click();
  await row.getByRole('button', { name: '수락' }).click();
  await composerOf(page).waitFor();
  await page.getByRole('button', { name: '받은 초대', exact: true }).waitFor();
  await close();
});

it("the invite doesn't work for another account, which can be switched for the right one", async () => {
  const [bora, thief] = await Promise.all([createPerson('보라'), createPerson('도윤')]);
  await invite(bora.email);
  const link = await linkFor(bora.email);
  const { page, close } = await openAs(browser, thief);
  await page.goto(link);
  await page.getByRole('heading', { name: '다른 계정으로 온 초대예요' }).waitFor();
  expect(await page.getByRole('button', { name: /들어가기$/ }).count()).toBe(0);
  await page.getByRole('button', { name: '다른 계정으로 로그인' }).click();
  await page.getByRole('link', { name: '로그인하고 들어가기' }).click();
  await page.getByLabel('이메일').fill(bora.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByRole('button', { name: '보라님으로 들어가기' }).click();
  await composerOf(page).waitFor();
  await page.goto(link);
  await page.getByText('이미 들어와 있는 서버예요.').waitFor();
  await close();
});

it('unsubscribing stops the mails, invisibly to inviters', async () => {
  const [tired, fresh] = [newEmail(), newEmail()];
  await invite(tired);
  const { page, close } = await openWindow(browser, phone);
  await page.goto(`${await linkFor(tired)}/unsubscribe`);
  await page.getByRole('button', { name: '수신 거부' }).click();
  await page.getByRole('heading', { name: '이제 초대 메일을 보내지 않아요' }).waitFor();
  await close();

  await invite(tired, fresh);
  await eventually(
    () => invitesTo(fresh),
    (mails) => mails.length === 1,
  );
  expect(await invitesTo(tired)).toHaveLength(1);
});

it('a pending invite can be revoked; resending it has to wait', async () => {
  const email = newEmail();
  await invite(email);
  const link = await linkFor(email);
  await owner.goto(`/servers/${place.serverId}/settings/email-invites`);
  const row = owner.getByRole('listitem', { name: email });
  expect(await row.getByRole('button', { name: /분 후 다시 보내기$/ }).isDisabled()).toBe(true);
  await row.getByRole('button', { name: '취소하기' }).click();
  await eventually(
    () => row.count(),
    (count) => count === 0,
  );
  const { page, close } = await openWindow(browser);
  await page.goto(link);
  await page.getByRole('heading', { name: '취소된 초대예요' }).waitFor();
  await close();
});

it("a list with an invalid address isn't sent until it is corrected", async () => {
  await owner.goto(place.path);
  await owner.getByRole('button', { name: /서버 메뉴/ }).click();
  await owner.getByRole('menuitem', { name: '초대하기' }).click();
  await owner.getByText('이메일', { exact: true }).click();
  const field = owner.getByRole('textbox', { name: '이메일 주소' });
  await field.fill('bora@maru.test, 보라, ');
  await owner.getByRole('button', { name: /초대 보내기$/ }).click();
  await owner.getByText('붉은 주소를 고치거나 빼 주세요.').waitFor();
  await owner.getByRole('button', { name: '보라 빼기' }).click();
  const many = Array.from({ length: 20 }, (_, n) => `p${n}@maru.test`).join(' ');
  await owner.evaluate((text) => navigator.clipboard.writeText(text), many);
  await field.focus();
  await owner.keyboard.press('Control+V');
  await owner.getByText('한 번에 20명까지 초대할 수 있어요.').waitFor();
});
