import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { useState } from 'react';
import { renderApp } from '@/testing/render';
import { TextField } from './text-field';

afterEach(cleanup);

const Name = () => {
  const [value, setValue] = useState('');
  return (
    <TextField label="이름" maxLength={4} value={value} onChange={(event) => setValue(event.target.value)} />
  );
};

it('a text field keeps pasted text in full and counts the characters beyond its limit', async () => {
  const { user } = renderApp(<Name />);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: '이름' });
  await user.click(field);
  await user.paste('한글한글'.normalize('NFD'));
  expect(screen.queryByRole('alert')).toBeNull();
  await user.paste('😀😀');
  expect(field.value.normalize('NFC')).toBe('한글한글😀😀');
  expect(screen.getByRole('alert').textContent).toBe('2자를 넘었어요');
});
