import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { useState } from 'react';
import { renderApp } from '@/testing/render';
import { ConsentBoxes, hasRequired, noConsents } from './consent-boxes';

afterEach(cleanup);

const Host = () => {
  const [value, setValue] = useState(noConsents);
  return (
    <>
      <ConsentBoxes value={value} onChange={setValue} />
      <output>{hasRequired(value) ? '모두 동의' : '부족'}</output>
    </>
  );
};

const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const status = () => screen.getByRole('status').textContent;

describe('ConsentBoxes', () => {
  it('begins with nothing ticked', () => {
    renderApp(<Host />);
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').some(({ checked }) => checked)).toBe(false);
  });

  it('ticks and unticks all with the master box', async () => {
    const { user } = renderApp(<Host />);
    await user.click(box('전체 동의'));
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').every(({ checked }) => checked)).toBe(true);
    await user.click(box(/마케팅|소식/));
    expect(box('전체 동의').checked).toBe(false);
    expect(status()).toBe('모두 동의');
  });

  it('needs the three required ones, not the optional one', async () => {
    const { user } = renderApp(<Host />);
    await user.click(box(/이용약관/));
    await user.click(box(/개인정보/));
    expect(status()).toBe('부족');
    await user.click(box(/만 14세/));
    expect(status()).toBe('모두 동의');
  });

  it('shows each text before it is agreed to', async () => {
    const { user } = renderApp(<Host />);
    await user.click(screen.getByRole('button', { name: '[필수] 개인정보 수집·이용 보기' }));
    expect(screen.getByRole('dialog').textContent).toContain('보관 기간');
  });
});
