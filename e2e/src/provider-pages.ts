import type { Page } from 'playwright-core';

/** An account at the provider, made up in its account chooser. */
export interface ProviderPerson {
  name: string;
  email?: string;
  isEmailVerified?: boolean;
}

/** Chooses an account on the provider's pages, and grants or denies consent. */
export const chooseAccount = async (page: Page, person: ProviderPerson): Promise<void> => {
  await page.getByText('다른 계정 사용').click();
  await page.getByLabel('이름').fill(person.name);
  if (person.email) await page.getByLabel('이메일', { exact: true }).fill(person.email);
  if (person.isEmailVerified === false) await page.getByLabel('인증된 이메일').uncheck();
  await page.getByRole('button', { name: '계속', exact: true }).click();
};

export const agree = (page: Page): Promise<void> =>
  page.getByRole('button', { name: '동의하고 계속하기' }).click();
