import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { useHandOut } from './use-hand-out';

const link = 'https://maru.test/invite/k1';
const share = jest.fn<(data: ShareData) => Promise<void>>();

const HandOut = () => {
  const { copy, share: open } = useHandOut('주말 등산 모임');
  return open ? (
    <button onClick={() => open(link)}>share</button>
  ) : (
    <button onClick={() => copy(link)}>copy</button>
  );
};

/** A device as a finger or a mouse uses it. */
const setDevice = (isTouch: boolean) => {
  window.matchMedia = ((query: string) => ({
    matches: isTouch && query.includes('coarse'),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })) as unknown as typeof window.matchMedia;
};

beforeEach(() => {
  share.mockReset().mockResolvedValue(undefined);
  Object.defineProperty(navigator, 'share', { value: share, configurable: true });
});
afterEach(cleanup);

const copied = () => navigator.clipboard.readText();

it('opens the share sheet where a finger holds the device', async () => {
  setDevice(true);
  const { user } = renderApp(<HandOut />);
  await user.click(screen.getByText('share'));
  expect(share).toHaveBeenCalledWith(expect.objectContaining({ url: link, title: '주말 등산 모임' }));
});

it('copies when the sheet fails, and does nothing when the person closes it', async () => {
  setDevice(true);
  const { user } = renderApp(<HandOut />);
  share.mockRejectedValueOnce(new DOMException('', 'AbortError'));
  await user.click(screen.getByText('share'));
  expect(await copied()).toBe('');
  share.mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
  await user.click(screen.getByText('share'));
  await waitFor(async () => expect(await copied()).toBe(link));
});

it('copies with a mouse', async () => {
  setDevice(false);
  const { user } = renderApp(<HandOut />);
  await user.click(screen.getByText('copy'));
  await waitFor(async () => expect(await copied()).toBe(link));
});
