import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readReturnedPayment, returnedPayments } from './returned-payments';

const orderId = '01JF0000000000000000000000';
const payment = { paymentKey: 'key', amount: 2_500 };

beforeEach(() => returnedPayments.forget(orderId));

describe('a payment in an address', () => {
  it('is read with its amount', () => {
    const query = new URLSearchParams('paymentType=NORMAL&orderId=1&paymentKey=key&amount=2500');
    expect(readReturnedPayment(query)).toEqual(payment);
  });

  it.each(['paymentKey=key', 'paymentKey=key&amount=x', 'paymentKey=&amount=1', 'paymentKey=key&amount=-1'])(
    'is not read from %s',
    (query) => expect(readReturnedPayment(new URLSearchParams(query))).toBeUndefined(),
  );
});

describe('a payment that is not confirmed yet', () => {
  it('is kept for its order until it is forgotten', () => {
    returnedPayments.keep(orderId, payment);
    expect(returnedPayments.find(orderId)).toEqual(payment);
    expect(returnedPayments.find('another')).toBeUndefined();
    returnedPayments.forget(orderId);
    expect(returnedPayments.find(orderId)).toBeUndefined();
  });

  it('outlives a reload by the storage of the tab', () => {
    returnedPayments.keep(orderId, payment);
    expect(JSON.parse(sessionStorage.getItem(`maru.payment.${orderId}`) ?? '')).toEqual(payment);
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('is kept in memory if storage is blocked', () => {
    const blocked = () => {
      throw new Error('blocked');
    };
    const spies = (['getItem', 'setItem', 'removeItem'] as const).map((name) =>
      jest.spyOn(Storage.prototype, name).mockImplementation(blocked),
    );
    returnedPayments.keep(orderId, payment);
    expect(returnedPayments.find(orderId)).toEqual(payment);
    returnedPayments.forget(orderId);
    expect(returnedPayments.find(orderId)).toBeUndefined();
    spies.forEach((spy) => spy.mockRestore());
  });
});
