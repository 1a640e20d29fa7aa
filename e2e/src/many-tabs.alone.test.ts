import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { createPerson } from './people.js';
import { openAs } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

// Alone, because loading ten tabs keeps all cores busy.
describe('devices', () => {
  it('ten tabs of one browser stay signed in when all load at once', async () => {
    const person = await createPerson('지민');
    const { page, context } = await openAs(browser, person);
    const tabs = await Promise.all(Array.from({ length: 9 }, () => context.newPage()));
    await Promise.all([page, ...tabs].map((tab) => tab.goto('/settings/account')));
    for (const tab of [page, ...tabs]) await tab.getByText(person.email).waitFor();
    await context.close();
  });
});
