import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { MembershipPage } from '@maru/contracts/http/user/membership';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/shared/api/query-client';
import { openSession } from '@/shared/api/session-store';
import { aPageOf } from '@/testing/membership';
import { aMe } from '@/testing/people';
import { mockRealtime } from '@/testing/realtime';

let answer: MembershipPage | undefined;
let calls = 0;
/** Answers wait for it. */
let gate: Promise<void> | undefined;
const push = await mockRealtime(() => undefined);
jest.unstable_mockModule('@/shared/api/http', () => ({
  call: async () => {
    calls += 1;
    await gate;
    if (!answer) throw new Error('the service is away');
    return answer;
  },
  refreshSession: async () => undefined,
}));
const { subscribeToMembership } = await import('./membership');
const { useOwnPlan } = await import('./use-own-plan');

const OwnPlan = () => <output>{useOwnPlan()}</output>;
const open = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <OwnPlan />
    </QueryClientProvider>,
  );
const shows = (plan: string) => waitFor(() => expect(screen.getByRole('status').textContent).toBe(plan));

let stop: () => void;
beforeEach(() => {
  calls = 0;
  gate = undefined;
  answer = undefined;
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  stop = subscribeToMembership();
});
afterEach(() => {
  stop();
  cleanup();
  queryClient.clear();
  jest.useRealTimers();
});

it('the own plan is the one of the profile until the membership is known', async () => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe({ plan: 'basic' }) });
  open();
  await shows('basic');
});

it('a push changes the own plan at once, and fetches the rest of the page', async () => {
  answer = aPageOf('free');
  open();
  await shows('free');
  answer = aPageOf('premium');
  let release: () => void = () => undefined;
  gate = new Promise((resolve) => (release = resolve));
  const before = calls;
  act(() => push('membership:changed', { membership: aPageOf('basic').membership }));
  await shows('basic');
  await waitFor(() => expect(calls).toBeGreaterThan(before));
  release();
  await shows('premium');
});

it('a plan ends on time without any news', async () => {
  jest.useFakeTimers();
  const until = new Date(Date.now() + 60_000).toISOString();
  answer = { ...aPageOf('basic'), membership: { plan: 'basic', until } };
  open();
  await act(() => jest.advanceTimersByTimeAsync(59_000));
  expect(screen.getByRole('status').textContent).toBe('basic');
  await act(() => jest.advanceTimersByTimeAsync(1_100));
  expect(screen.getByRole('status').textContent).toBe('free');
});
