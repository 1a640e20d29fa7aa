import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { LegalPage } from './legal-page';

afterEach(cleanup);

it('links terms, privacy and contact, and leaves out business facts that are not configured', () => {
  renderApp(<LegalPage name="privacy" />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('개인정보 처리방침');
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(expect.arrayContaining(['/', '/terms', '/privacy', '/contact']));
  expect(screen.queryByText('사업자등록번호')).toBeNull();
});
