import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { PlanBadge } from './plan-badge';

afterEach(cleanup);

it('a paid plan has a mark with its name, and FREE has none', () => {
  renderApp(
    <>
      <PlanBadge plan="free" />
      <PlanBadge plan="basic" />
      <PlanBadge plan="premium" />
    </>,
  );
  const marks = screen.getAllByRole('img');
  expect(marks.map((mark) => [mark.getAttribute('aria-label'), mark.title])).toEqual([
    ['BASIC 멤버십', 'BASIC 멤버십'],
    ['PREMIUM 멤버십', 'PREMIUM 멤버십'],
  ]);
  // The shapes tell them apart without colors.
  const [basic, premium] = marks.map((mark) => mark.querySelector('svg')?.innerHTML);
  expect(basic).not.toBe(premium);
});
