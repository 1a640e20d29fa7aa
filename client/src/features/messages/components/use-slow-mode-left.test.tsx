import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { slowMode } from '@/entities/channel/model/slow-mode';
import { useSlowModeLeft } from './use-slow-mode-left';

const Host = ({ everySeconds }: { everySeconds: number }) => (
  <output>{useSlowModeLeft('01JD0000000000000000000000', everySeconds)}</output>
);
const left = () => Number(screen.getByRole('status').textContent);
const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));
const channelId = '01JD0000000000000000000000';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  cleanup();
  slowMode.refused(channelId, undefined);
  jest.useRealTimers();
});

describe('the pause of slow mode', () => {
  it('begins with a message, runs down and ends by itself', () => {
    renderApp(<Host everySeconds={5} />);
    expect(left()).toBe(0);
    act(() => slowMode.sent(channelId));
    expect(left()).toBe(5);
    pass(2_250);
    expect(left()).toBe(3);
    pass(3_000);
    expect(left()).toBe(0);
  });

  it('takes the server’s longer wait', () => {
    renderApp(<Host everySeconds={60} />);
    act(() => slowMode.refused(channelId, 12_300));
    expect(left()).toBe(13);
  });

  it('does not begin for a message that was not stored, or for exempt members', () => {
    renderApp(<Host everySeconds={60} />);
    act(() => slowMode.sent(channelId));
    act(() => slowMode.refused(channelId, undefined));
    expect(left()).toBe(0);
    cleanup();
    renderApp(<Host everySeconds={0} />);
    act(() => slowMode.sent(channelId));
    expect(left()).toBe(0);
  });
});
