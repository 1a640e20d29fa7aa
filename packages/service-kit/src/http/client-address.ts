import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/**
 * Returns the client address of a request behind `hops` proxies, each of which appends to `X-Forwarded-For`. Entries further left
 * are unverified claims of the sender.
 */
export const clientAddress = (req: IncomingMessage, hops: number): string =>
  proxyAddr(req, (_address, index) => index < hops);

/**
 * Returns the rate-limit key of an address: IPv6 addresses of one subscriber share their first 64 bits, and an IPv4 address has
 * one key in both notations.
 */
export const subscriberOf = (address: string | undefined): string => {
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/64`;
};
