import { beforeEach, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { Toaster } from 'sonner';
import { ApiError } from '@/shared/api/api-error';
import { aLine, withSession } from '@/testing/notes';
import { mockRealtime } from '@/testing/realtime';
import { renderApp } from '@/testing/render';

// jsdom has none.
Element.prototype.setPointerCapture = () => undefined;

const message = aLine(3, '잘못 쓴 글');
const asked: unknown[] = [];
let refusal: ApiError | undefined;
await mockRealtime((event, payload) => {
  asked.push([event, payload]);
  if (refusal) throw refusal;
  return { message: { ...message, deletedAt: message.createdAt, version: 2 }, changes: 1 };
});
const { DeleteMessageDialog } = await import('./delete-message-dialog');

beforeEach(() => {
  refusal = undefined;
  asked.length = 0;
  // jsdom knows no media queries.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
});
withSession();

const open = () => {
  const close = jest.fn();
  const { user } = renderApp(
    <>
      <DeleteMessageDialog
        message={message}
        title="삭제할까요?"
        description="되돌릴 수 없어요."
        onClose={close}
      />
      <Toaster />
    </>,
  );
  return { close, remove: () => user.click(screen.getByRole('button', { name: '삭제' })) };
};

it('the dialog shows the message, deletes it and closes', async () => {
  const { close, remove } = open();
  expect(screen.getByRole('dialog').textContent).toContain('잘못 쓴 글');
  await remove();
  await waitFor(() => expect(close).toHaveBeenCalled());
  const { channelId, seq } = message;
  expect(asked).toEqual([['message:delete', { channelId, seq }]]);
});

it('the dialog stays open and says why if the message is not deleted', async () => {
  refusal = new ApiError('FORBIDDEN');
  const { close, remove } = open();
  await remove();
  expect(await screen.findByText('권한이 없어요', { exact: false })).toBeTruthy();
  expect(close).not.toHaveBeenCalled();
});
