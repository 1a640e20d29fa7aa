import { beforeEach, describe, expect, it } from '@jest/globals';
import { returnedAuthKeys } from '@/features/membership/model/card-windows';
import { aRegistrationId } from '@/testing/subscription';
import { loader } from './registration';

const path = `/membership/cards/${aRegistrationId}/success`;
const visit = (query: string) => {
  const request = new Request(`http://localhost${path}${query}`);
  return loader({ request, params: { registrationId: aRegistrationId } } as unknown as Parameters<
    typeof loader
  >[0]);
};

beforeEach(() => returnedAuthKeys.forget(aRegistrationId));

describe('the address that the window for a card returns to', () => {
  it('loses both keys; the one of the card is kept for its registration', () => {
    const answer = visit('?customerKey=customer&authKey=secret');
    expect(answer?.status).toBe(302);
    expect(answer?.headers.get('location')).toBe(path);
    expect(returnedAuthKeys.find(aRegistrationId)).toBe('secret');
  });

  it.each(['?authKey=', `?authKey=${'k'.repeat(301)}`, '?customerKey=customer'])(
    'loses a key that cannot be used, too: %#',
    (query) => {
      expect(visit(query)?.headers.get('location')).toBe(path);
      expect(returnedAuthKeys.find(aRegistrationId)).toBeUndefined();
    },
  );

  it('stays as it is without a key', () => {
    expect(visit('?code=PAY_PROCESS_CANCELED')).toBeNull();
  });
});
