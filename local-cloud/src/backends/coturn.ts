import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { writeState } from '../state-file.js';
import type { PartSpec } from '../supervisor/part.js';
import { findBinary, nativeEnv } from './native.js';

interface CoturnOptions {
  stateDir: string;
  port: number;
  /** Signs the credentials that the socket service issues. */
  secret: string;
}

/**
 * Outside the range from which the kernel takes free ports, so that relays never take a service's port. Several stacks share it: coturn
 * tries another port if one is taken.
 */
const relayPorts = { min: 20_000, max: 21_999 };

const answerTimeoutMs = 1_000;

/** STUN's binding request: type, no attributes, magic cookie, and a transaction id that doesn't matter here. */
const bindingRequest = Buffer.from(`000100002112a442${'0'.repeat(24)}`, 'hex');

/** Returns whether a STUN server on the loopback port answers over UDP. */
const answersStun = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (hasAnswered: boolean) => {
      clearTimeout(timer);
      socket.close();
      resolve(hasAnswered);
    };
    const timer = setTimeout(() => end(false), answerTimeoutMs);
    socket.once('message', () => end(true)).once('error', () => end(false));
    socket.send(bindingRequest, port, '127.0.0.1');
  });

/** Lifetimes of permissions and channels keep their defaults: browsers renew them on their own clock. */
const configuration = ({ stateDir, port, secret }: CoturnOptions) =>
  [
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    `listening-port=${port}`,
    `min-port=${relayPorts.min}`,
    `max-port=${relayPorts.max}`,
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=maru.local',
    'fingerprint',
    'no-tls',
    'no-dtls',
    'no-cli',
    'no-multicast-peers',
    'no-tcp-relay',
    // All peers are on this machine. In production it would open the host's own services: see docs/turn.md.
    'allow-loopback-peers',
    'log-file=stdout',
    'simple-log',
    `pidfile=${join(stateDir, 'coturn.pid')}`,
    `userdb=${join(stateDir, 'coturn.sqlite')}`,
    '',
  ].join('\n');

/** STUN and TURN on loopback. The secret stands in a file for its owner, not in the arguments, which all users of the machine can list. */
export const coturn = (options: CoturnOptions): PartSpec => {
  const file = join(options.stateDir, 'coturn.conf');
  writeState(file, configuration(options));
  return {
    name: 'coturn',
    command: findBinary('turnserver'),
    args: ['-c', file],
    env: nativeEnv(),
    isReady: () => answersStun(options.port),
    readyTimeoutMs: 10_000,
  };
};
