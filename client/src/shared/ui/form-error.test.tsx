import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { cleanup, act, screen } from '@testing-library/react';
import { ApiError } from '../api/api-error.js';
import { renderApp } from '@/testing/render';
import { FormError } from './form-error';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

it('says what happened', () => {
  renderApp(<FormError error={new ApiError('CREDENTIALS_INCORRECT')} />);
  expect(screen.getByRole('alert').textContent).toBe('이메일이나 비밀번호가 맞지 않아요.');
});

it('counts an imposed wait down, and is silent when it is over', () => {
  renderApp(<FormError error={new ApiError('RATE_LIMITED', { retryAfterMs: 3_000 })} />);
  expect(screen.getByRole('alert').textContent).toContain('3초');
  act(() => void jest.advanceTimersByTime(1_250));
  expect(screen.getByRole('alert').textContent).toContain('2초');
  act(() => void jest.advanceTimersByTime(2_000));
  expect(screen.queryByRole('alert')).toBeNull();
});
