import { beforeEach, describe, expect, it } from '@jest/globals';
import { returnedPayments } from '@/features/membership/model/returned-payments';
import { anOrderId } from '@/testing/membership';
import { loader } from './order';

const visit = (query: string) => {
  const request = new Request(`http://localhost/membership/orders/${anOrderId}/success${query}`);
  return loader({ request, params: { orderId: anOrderId } } as unknown as Parameters<typeof loader>[0]);
};

beforeEach(() => returnedPayments.forget(anOrderId));

describe('the address that the payment window returns to', () => {
  it('loses the payment, which is kept for the order', () => {
    const answer = visit(`?orderId=${anOrderId}&paymentKey=key&amount=2500`);
    expect(answer?.status).toBe(302);
    expect(answer?.headers.get('location')).toBe(`/membership/orders/${anOrderId}/success`);
    expect(returnedPayments.find(anOrderId)).toEqual({ paymentKey: 'key', amount: 2_500 });
  });

  it('loses a payment that cannot be used, too', () => {
    expect(visit('?paymentKey=key&amount=x')?.headers.get('location')).not.toContain('key');
    expect(returnedPayments.find(anOrderId)).toBeUndefined();
  });

  it('stays as it is without a payment', () => {
    expect(visit('?code=PAY_PROCESS_CANCELED')).toBeNull();
  });
});
