import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { iceAccessOf } from './ice.js';

const config = {
  stunUrls: ['stun:relay.example:3478'],
  turnUrls: ['turn:relay.example:3478'],
  turnSecret: 'secret',
  turnTtlSeconds: 3_600,
};

describe('access to ICE servers', () => {
  it('has a name that ends after the lifetime, and its HMAC', () => {
    const { servers, hasRelay, expiresInMs } = iceAccessOf(config, 'jimin', 1_000_000);
    const [stun, turn] = servers;
    expect({ stun, hasRelay, expiresInMs }).toEqual({
      stun: { urls: config.stunUrls },
      hasRelay: true,
      expiresInMs: 3_600_000,
    });
    const username = turn?.username ?? '';
    expect(username).toMatch(/^4600:[\w-]{22}$/);
    expect(turn?.credential).toBe(createHmac('sha1', 'secret').update(username).digest('base64'));
  });

  it.each([
    ['address', { turnUrls: [] }],
    ['secret', { turnSecret: undefined }],
  ])('without the %s of a relay does not expire', (_part, change) => {
    expect(iceAccessOf({ ...config, ...change }, 'jimin')).toEqual({
      servers: [{ urls: config.stunUrls }],
      hasRelay: false,
      expiresInMs: null,
    });
  });
});
