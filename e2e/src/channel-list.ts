import type { Locator, Page } from 'playwright-core';

export const list = (page: Page) => page.getByRole('navigation', { name: '채널 목록' });
export const channel = (page: Page, name: string) => list(page).getByRole('link', { name });

/** Drags to the upper or lower edge of a row, and drops once the list shows the drop position. */
export const drag = async (page: Page, what: Locator, to: Locator, edge: 'above' | 'below') => {
  const from = await what.boundingBox();
  const target = await to.boundingBox();
  if (!from || !target) throw new Error('one of them is not on the screen');
  const y = edge === 'above' ? target.y + 4 : target.y + target.height - 4;
  await page.mouse.move(from.x + 50, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 60, y, { steps: 8 });
  await list(page).locator('[data-line]').first().waitFor();
  await page.mouse.up();
};
