import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { ProviderButtons } from './provider-buttons';

afterEach(cleanup);

it('lead to the user service, with the language and the way back', () => {
  renderApp(<ProviderButtons returnTo="/invite/a?b=c" />);
  const hrefs = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(hrefs).toEqual([
    '/user/v1/auth/kakao?locale=ko&returnTo=%2Finvite%2Fa%3Fb%3Dc',
    '/user/v1/auth/google?locale=ko&returnTo=%2Finvite%2Fa%3Fb%3Dc',
  ]);
});

it('stand with Kakao first, as people in Korea expect', () => {
  renderApp(<ProviderButtons />);
  expect(screen.getAllByRole('link')[0]?.textContent).toBe('카카오 로그인');
});
