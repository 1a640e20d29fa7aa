import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { clientAddress, subscriberOf } from './client-address.js';

const request = (forwardedFor: string | undefined, remoteAddress = '10.0.0.1') =>
  // The two properties of a request that determine its address.
  ({ headers: { 'x-forwarded-for': forwardedFor }, socket: { remoteAddress } }) as unknown as IncomingMessage;

const cases: [title: string, hops: number, forwardedFor: string | undefined, address: string][] = [
  ['no proxy: the connection', 0, '1.1.1.1', '10.0.0.1'],
  ['one proxy: the entry that it appended', 1, '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  ['two proxies: the entry that the outer one appended', 2, '6.6.6.6, 1.1.1.1, 130.176.0.1', '1.1.1.1'],
  ['two proxies, a long forged list', 2, `${'6.6.6.6, '.repeat(50)}1.1.1.1, 130.176.0.1`, '1.1.1.1'],
  ['no header: the connection', 2, undefined, '10.0.0.1'],
  ['IPv6', 1, '2001:db8::1', '2001:db8::1'],
];

describe('the address of a client', () => {
  it.each(cases)('with %s', (_title, hops, forwardedFor, address) => {
    expect(clientAddress(request(forwardedFor), hops)).toBe(address);
  });

  it.each(cases)('matches express with %s', (_title, hops, forwardedFor, address) => {
    const app = express().set('trust proxy', hops);
    const req = Object.assign(Object.create(app.request), request(forwardedFor), { app });
    expect(req.ip).toBe(address);
  });
});

describe('the rate-limit key of an address', () => {
  it.each([
    ['2001:db8:0:1::1', '2001:db8:0:1:ffff:ffff:ffff:ffff'],
    ['2001:db8::1', '2001:db8::2:3'],
    ['2001:0DB8:0:1::1', '2001:db8:0:1::2'],
    ['fe80::1%eth0', 'fe80::2'],
    ['203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7', '::ffff:cb00:7107'],
    ['not an address', ''],
  ])('is the same for %s and %s', (one, other) => {
    expect(subscriberOf(one)).toBe(subscriberOf(other));
  });

  it.each([
    ['2001:db8:0:1::1', '2001:db8:0:2::1'],
    ['2001:db8::1', '2001:db8:1::1'],
    ['203.0.113.7', '203.0.113.8'],
    ['203.0.113.7', '::203.0.113.7'],
  ])('differs between %s and %s', (one, other) => {
    expect(subscriberOf(one)).not.toBe(subscriberOf(other));
  });
});
