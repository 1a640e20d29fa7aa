import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Plan } from '@maru/contracts/membership';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { drafts } from '@/entities/channel/model/drafts';
import { openSession } from '@/shared/api/session-store';
import { knownPlan } from '@/testing/membership';
import { aMe } from '@/testing/people';
import { mockRealtime } from '@/testing/realtime';
import { renderApp } from '@/testing/render';
import { aChannel } from '@/testing/servers';

await mockRealtime(() => new Promise(() => undefined));
const { Composer } = await import('./composer');
const { outboxOf } = await import('@/entities/channel/api/outbox');

const channel = aChannel();
beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom lays nothing out.
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(() => {
  cleanup();
  act(() => drafts.set(channel.channelId, ''));
});

const open = (plan: Plan) => {
  renderApp(<Composer channel={channel} slowModeSeconds={0} />, { known: [knownPlan(plan)] });
  const field = screen.getByRole('textbox');
  return (length: number) => fireEvent.change(field, { target: { value: '가'.repeat(length) } });
};
const canSend = () => !screen.getByRole<HTMLButtonElement>('button', { name: '보내기' }).disabled;

describe('the composer', () => {
  it.each([
    ['free' as const, 1_000],
    ['basic' as const, 2_000],
    ['premium' as const, 4_000],
  ])('with the plan %s sends up to %i characters', (plan, max) => {
    const type = open(plan);
    type(max);
    expect(canSend()).toBe(true);
    type(max + 1);
    expect(canSend()).toBe(false);
    expect(screen.getByRole('status').textContent).toBe('1자를 넘었어요');
  });

  it('keeps a text that is too long, and leads to the plans from where it leads back', () => {
    const type = open('free');
    type(1_500);
    fireEvent.submit(screen.getByRole('textbox').closest('form') ?? document.body);
    expect(outboxOf(aMe().userId).snapshot()).toEqual([]);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toHaveLength(1_500);
    const link = screen.getByRole('link', { name: '멤버십 보기' });
    expect(link.getAttribute('href')).toBe('/settings/membership');
    expect(link.hasAttribute('target')).toBe(false);
  });
});
