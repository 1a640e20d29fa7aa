import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Plan } from '@maru/contracts/membership';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { openSession } from '@/shared/api/session-store';
import { knownPlan } from '@/testing/membership';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { MessageEditor } from './message-editor';

beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom lays nothing out.
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

const open = (plan: Plan, before = '안녕') => {
  const save = jest.fn();
  renderApp(<MessageEditor initialText={before} onSave={save} onCancel={() => undefined} />, {
    known: [knownPlan(plan)],
  });
  const field = screen.getByRole('textbox');
  return {
    save,
    type: (length: number) => fireEvent.change(field, { target: { value: '가'.repeat(length) } }),
    enter: () => fireEvent.keyDown(field, { key: 'Enter' }),
  };
};
const note = () => screen.queryByRole('status')?.textContent;

describe('editing a message', () => {
  it('is refused beyond the length of the plan, which it names with the way to a larger one', () => {
    const { save, type, enter } = open('free');
    type(1_003);
    expect(note()).toBe('3자를 넘었어요');
    expect(screen.getByText('FREE에서는 1,000자까지 쓸 수 있어요.')).toBeTruthy();
    const link = screen.getByRole('link', { name: '멤버십 보기' });
    expect(link.getAttribute('href')).toBe('/settings/membership');
    // The page would lose the edit.
    expect(link.getAttribute('target')).toBe('_blank');
    enter();
    expect(save).not.toHaveBeenCalled();
    type(1_000);
    expect(note()).toBe('0자 남았어요');
    enter();
    expect(save).toHaveBeenCalledWith('가'.repeat(1_000));
  });

  it('may use the whole length of a larger plan', () => {
    const { save, type, enter } = open('basic');
    type(1_999);
    expect(note()).toBe('1자 남았어요');
    enter();
    expect(save).toHaveBeenCalledWith('가'.repeat(1_999));
  });

  it('offers no larger plan than PREMIUM', () => {
    open('premium').type(4_001);
    expect(screen.getByText('PREMIUM에서는 4,000자까지 쓸 수 있어요.')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('of a message that is longer than the plan allows may not make it longer', () => {
    const { save, type, enter } = open('free', '나'.repeat(1_500));
    type(1_501);
    enter();
    expect(save).not.toHaveBeenCalled();
    type(1_500);
    enter();
    expect(save).toHaveBeenCalledWith('가'.repeat(1_500));
  });
});
