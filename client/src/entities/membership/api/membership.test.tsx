import { beforeEach, expect, it } from '@jest/globals';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/shared/api/query-client';
import { mockHttp } from '@/testing/http';
import { aMembershipPage, kst } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { mockRealtime } from '@/testing/realtime';

let page = aMembershipPage();
let gate = Promise.resolve();
const sent = mockHttp({
  getMembership: async () => {
    await gate;
    return page;
  },
});
const push = await mockRealtime(() => ({}));
const { subscribeToMembership, useMembership } = await import('./membership');

const Plan = () => <p>{useMembership().data?.membership.plan ?? '…'}</p>;

withSession();
beforeEach(() => {
  page = aMembershipPage();
  gate = Promise.resolve();
  sent.length = 0;
});

it('a push changes the plan at once, and the rest is fetched again', async () => {
  const stop = subscribeToMembership();
  render(
    <QueryClientProvider client={queryClient}>
      <Plan />
    </QueryClientProvider>,
  );
  await screen.findByText('free');
  gate = new Promise(() => undefined);
  act(() => push('membership:changed', { membership: { plan: 'basic', until: kst('12-29') } }));
  await screen.findByText('basic');
  await waitFor(() => expect(sent).toHaveLength(2));
  stop();
});
