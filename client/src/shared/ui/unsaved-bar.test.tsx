import '@/shared/i18n/i18n';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { useState } from 'react';
import { createMemoryRouter, Link, RouterProvider } from 'react-router-dom';
import { UnsavedBar } from './unsaved-bar';

const onSave = jest.fn();

const Page = () => {
  const [text, setText] = useState('');
  return (
    <>
      <input aria-label="이름" value={text} onChange={(event) => setText(event.target.value)} />
      <Link to="/other">다른 곳</Link>
      <Link to="/other" state={{ isSentAway: true }}>
        쫓겨나기
      </Link>
      <UnsavedBar isDirty={text !== ''} isSaving={false} onReset={() => setText('')} onSave={onSave} />
    </>
  );
};

const open = () => {
  void i18next.changeLanguage('ko');
  const router = createMemoryRouter([
    { path: '/', element: <Page /> },
    { path: '/other', element: <p>여기는 다른 곳</p> },
  ]);
  render(<RouterProvider router={router} />);
  return userEvent.setup();
};

afterEach(() => {
  cleanup();
  onSave.mockClear();
});

describe('the bar of unsaved changes', () => {
  it('appears with the first change, saves, and disappears when the change is undone', async () => {
    const user = open();
    expect(screen.queryByRole('status')).toBeNull();
    await user.type(screen.getByLabelText('이름'), '새 이름');
    expect(screen.getByRole('status').textContent).toBe('저장하지 않은 변경 사항이 있어요');
    await user.click(screen.getByRole('button', { name: '변경 사항 저장' }));
    expect(onSave).toHaveBeenCalledTimes(1);
    await user.click(screen.getByRole('button', { name: '되돌리기' }));
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('blocks navigation with a reason until the change is undone', async () => {
    const user = open();
    await user.type(screen.getByLabelText('이름'), '새');
    await user.click(screen.getByRole('link', { name: '다른 곳' }));
    expect(screen.getByRole('status').textContent).toBe('나가기 전에 저장하거나 되돌려 주세요');
    expect(screen.getByLabelText<HTMLInputElement>('이름').value).toBe('새');
    await user.click(screen.getByRole('button', { name: '되돌리기' }));
    await user.click(screen.getByRole('link', { name: '다른 곳' }));
    await screen.findByText('여기는 다른 곳');
  });

  it('does not block a redirect that sends the person away', async () => {
    const user = open();
    await user.type(screen.getByLabelText('이름'), '새');
    await user.click(screen.getByRole('link', { name: '쫓겨나기' }));
    await screen.findByText('여기는 다른 곳');
  });
});
