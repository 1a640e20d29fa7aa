import { answersTcp } from '../supervisor/health.js';
import type { PartSpec } from '../supervisor/part.js';
import { findBinary, nativeEnv } from './native.js';

/** Redis without persistence: it carries broadcasts and rate limits, nothing that must survive a restart. */
export const redis = ({ dataDir, port }: { dataDir: string; port: number }): PartSpec => ({
  name: 'redis',
  command: findBinary('redis-server'),
  args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dataDir],
  env: nativeEnv(),
  isReady: () => answersTcp(port, 'PING\r\n'),
  readyTimeoutMs: 10_000,
});
