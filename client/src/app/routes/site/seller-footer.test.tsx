import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { SellerFooter } from './seller-footer';

afterEach(cleanup);

it('names every fact of the seller, and marks those that are not configured', () => {
  renderApp(<SellerFooter />);
  const names = screen.getAllByRole('term').map(({ textContent }) => textContent);
  expect(names).toEqual([
    '상호',
    '대표자',
    '사업자등록번호',
    '통신판매업 신고번호',
    '주소',
    '전화',
    '호스팅 제공',
    '이메일',
  ]);
  expect(screen.getAllByText('정하지 않음(개발용)')).toHaveLength(names.length);
  const terms = screen.getByRole('link', { name: '이용약관' });
  expect(terms.getAttribute('target')).toBe('_blank');
});
