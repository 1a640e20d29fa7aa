import '@/shared/i18n/i18n';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { MutationObserver, QueryClient, type MutationMeta } from '@tanstack/react-query';
import i18next from 'i18next';
import { ApiError, type ApiErrorCode } from './api-error';

const showError = jest.fn<(text: string) => void>();
jest.unstable_mockModule('sonner', () => ({ toast: { error: showError } }));
const { createMutationCache } = await import('./query-client');

afterEach(() => void showError.mockClear());

const fail = async (code: ApiErrorCode, meta?: MutationMeta) => {
  void i18next.changeLanguage('en');
  const client = new QueryClient({ mutationCache: createMutationCache() });
  const failing = () => Promise.reject(new ApiError(code));
  const observer = new MutationObserver(client, { meta, mutationFn: failing });
  await observer.mutate().catch(() => undefined);
  client.clear();
};

describe('a mutation that fails', () => {
  it('shows the words of its error', async () => {
    await fail('FORBIDDEN');
    expect(showError.mock.calls).toEqual([[i18next.t('errors.FORBIDDEN')]]);
  });

  it('shows nothing when its caller handles all errors', async () => {
    await fail('FORBIDDEN', { handledErrors: 'all' });
    expect(showError).not.toHaveBeenCalled();
  });

  it('shows only the errors that its caller does not handle', async () => {
    const meta = { handledErrors: ['STEP_UP_REQUIRED'] } as const;
    await fail('STEP_UP_REQUIRED', meta);
    expect(showError).not.toHaveBeenCalled();
    await fail('RATE_LIMITED', meta);
    expect(showError).toHaveBeenCalledTimes(1);
  });
});
