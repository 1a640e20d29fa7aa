import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/**
 * The address that a request comes from when `hops` proxies stand in front, each of which appends to `X-Forwarded-For`. Entries
 * further left are the sender's own claims.
 */
export const clientAddress = (req: IncomingMessage, hops: number): string =>
  proxyAddr(req, (_address, index) => index < hops);

/**
 * The address as a key of limits: IPv6 addresses of one subscriber share their first 64 bits, and an IPv4 address is the same in
 * both notations.
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
