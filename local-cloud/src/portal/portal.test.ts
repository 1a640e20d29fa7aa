import { afterEach, expect, it } from '@jest/globals';
import { freePorts } from '../stack/ports.js';
import { statusFor } from '../testing/host-check.js';
import { startPortal } from './portal.js';

let portal: Awaited<ReturnType<typeof startPortal>> | undefined;
afterEach(() => portal?.close());

it.each(['/__local', '/__local/api/parts', '/__local/api/events'])(
  '%s answers only requests to a name of this machine or the public host',
  async (path) => {
    const [port = 0] = await freePorts(1);
    portal = await startPortal({ port, hosts: ['maru.lan'], statuses: () => [] });
    const url = `http://127.0.0.1:${port}${path}`;
    for (const host of ['localhost', '[::1]:8080', 'maru.lan']) expect(await statusFor(url, host)).toBe(200);
    for (const host of ['evil.example', '127.0.0.1.evil.example'])
      expect(await statusFor(url, host)).toBe(421);
  },
);
