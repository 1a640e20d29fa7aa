import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { renderApp } from '@/testing/render';
import { CodeInput } from './code-input';

afterEach(cleanup);

const Host = () => {
  const [value, setValue] = useState('');
  return (
    <>
      <CodeInput label="인증 코드" length={6} value={value} onChange={setValue} />
      <button type="button" onClick={() => setValue('')}>
        비우기
      </button>
      <output>{value}</output>
    </>
  );
};

const boxes = () => screen.getAllByRole<HTMLInputElement>('textbox');
const code = () => screen.getByRole('status').textContent;

describe('CodeInput', () => {
  it('takes one digit a box and moves on', async () => {
    const { user } = renderApp(<Host />);
    await user.click(boxes()[0] as HTMLElement);
    await user.keyboard('12a34');
    expect(code()).toBe('1234');
    expect(document.activeElement).toBe(boxes()[4]);
  });

  it('takes a pasted code, whatever surrounds its digits', () => {
    renderApp(<Host />);
    fireEvent.paste(boxes()[0] as HTMLElement, { clipboardData: { getData: () => ' 123-456 ' } });
    expect(code()).toBe('123456');
  });

  it('takes the whole code from autofill', () => {
    renderApp(<Host />);
    fireEvent.change(boxes()[0] as HTMLElement, { target: { value: '654321' } });
    expect(code()).toBe('654321');
  });

  it('takes the digits that are typed as soon as it appears', async () => {
    const { user } = renderApp(<Host />);
    await user.keyboard('12');
    expect(code()).toBe('12');
  });

  it('starts again at its first box once a refused code is cleared', async () => {
    const { user } = renderApp(<Host />);
    await user.keyboard('123456');
    await user.click(screen.getByRole('button', { name: '비우기' }));
    expect(document.activeElement).toBe(boxes()[0]);
    await user.keyboard('65');
    expect(code()).toBe('65');
  });

  it('goes back with backspace', async () => {
    const { user } = renderApp(<Host />);
    await user.click(boxes()[0] as HTMLElement);
    await user.keyboard('123{Backspace}{Backspace}');
    expect(code()).toBe('1');
  });

  it('is one group with a name, and each box says which digit it is', () => {
    renderApp(<Host />);
    expect(screen.getByRole('group', { name: '인증 코드' })).toBeTruthy();
    expect(screen.getByLabelText('6자리 중 3번째 숫자')).toBe(boxes()[2]);
    expect(boxes()[0]?.autocomplete).toBe('one-time-code');
  });
});
