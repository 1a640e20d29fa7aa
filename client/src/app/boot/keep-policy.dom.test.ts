import { describe, expect, it, jest } from '@jest/globals';
import { createMemoryRouter } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { keepPolicyOf } from './keep-policy';

const checkout = paths.checkout.to('basic');
const order = paths.order.to('01JF0000000000000000000000', 'fail');

/** Returns the addresses that are loaded when a document of `from` navigates to `to`. */
const loadedBy = async (from: string, to: string) => {
  const router = createMemoryRouter([{ path: '*', element: null }], { initialEntries: [from] });
  const load = jest.fn<(address: string) => void>();
  keepPolicyOf(router, { loadedPath: new URL(from, location.origin).pathname, load });
  await router.navigate(to);
  router.dispose();
  return [...new Set(load.mock.calls.flat())];
};

describe('a navigation', () => {
  it.each([
    ['into a page of payment', '/settings/membership', checkout],
    ['back to a payment after a sign-in', '/sign-in', `${order}?code=PAY_PROCESS_CANCELED`],
    ['from a page of payment to the sign-in', checkout, paths.signIn.to(order)],
    ['from a page of payment to the settings', order, paths.settings.to('membership')],
  ])('%s loads the document of the other policy, with its query', async (_case, from, to) => {
    expect(await loadedBy(from, to)).toEqual([to]);
  });

  it.each([
    ['between pages of payment', order, checkout],
    ['between other pages', paths.servers.to(), paths.settings.to('membership')],
    ['to a path that only begins alike', paths.landing.to(), '/memberships'],
  ])('%s stays in its document', async (_case, from, to) => {
    expect(await loadedBy(from, to)).toEqual([]);
  });
});
