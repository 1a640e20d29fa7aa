import type { TossClient } from '../clients/toss.client.js';

/** A client that passes every request on, for tests that change some of them. */
export const passOn = (toss: TossClient): TossClient => ({
  confirm: (request) => toss.confirm(request),
  find: (paymentKey) => toss.find(paymentKey),
  findByOrder: (orderId) => toss.findByOrder(orderId),
  charge: (billingKey, request) => toss.charge(billingKey, request),
  issueBillingKey: (request) => toss.issueBillingKey(request),
  deleteBillingKey: (billingKey) => toss.deleteBillingKey(billingKey),
  cancel: (paymentKey, request) => toss.cancel(paymentKey, request),
  listTransactions: (window) => toss.listTransactions(window),
});
