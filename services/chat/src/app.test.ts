import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createApp } from './app.js';

const unused = () => Promise.reject(new Error('unused'));

const addressOf = (trustedProxyHops: number, forwardedFor: string): string => {
  const app = createApp({
    log: createLogger({ service: 'chat', level: 'silent' }),
    metrics: createMetrics('chat'),
    routes: [],
    access: { authenticate: unused, authorize: unused, limits: { consume: unused } },
    trustedProxyHops,
  });
  const headers = { 'x-forwarded-for': forwardedFor };
  const connection = { remoteAddress: '10.0.0.1' };
  return Object.assign(Object.create(app.request), { app, headers, socket: connection }).ip;
};

describe('the address that limits go by', () => {
  it.each([
    [0, '10.0.0.1'],
    [1, '130.176.0.1'],
    [2, '203.0.113.1'],
  ])('with %s trusted proxies is %s, not the one that the sender claims', (hops, address) => {
    expect(addressOf(hops, '6.6.6.6, 203.0.113.1, 130.176.0.1')).toBe(address);
  });
});
