import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { PartSpec } from '../supervisor/part.js';
import { usualPorts } from './ports.js';
import { startRelay } from './relay.js';
import { readSecrets } from './secrets.js';
import type { Settings } from './setting-names.js';

let stateDir: string;
let started: string[];
let warnings: string[];
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'maru-relay-'));
  started = [];
  warnings = [];
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const begin = (settings: Settings, start: (spec: PartSpec) => Promise<void> = async () => undefined) =>
  startRelay({
    stateDir,
    ports: usualPorts,
    secrets: readSecrets(stateDir),
    settings,
    start: (spec) => {
      started.push(spec.name);
      return start(spec);
    },
    onWarning: (line) => void warnings.push(line),
  });

it('servers of .env replace the local coturn', async () => {
  const own = { TURN_URLS: 'turns:turn.example.com:5349', TURN_SECRET: 'theirs', TURN_TTL_SECONDS: '600' };
  expect(await begin(own)).toEqual(own);
  expect(started).toEqual([]);
});

it('a coturn that does not start leaves the product without a relay, and a warning', async () => {
  const variables = await begin({}, () => Promise.reject(new Error('its port is taken')));
  expect(variables).toEqual({});
  expect(warnings.join()).toMatch(/^Calls have no relay/);
});
