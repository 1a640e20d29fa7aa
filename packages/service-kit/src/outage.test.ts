import { expect, it } from '@jest/globals';
import { AppError, toAppError } from './app-error.js';
import { isLostConnection } from './outage.js';

const withCode = (code: string | number, more: object = {}) =>
  Object.assign(new Error('raw'), { code, ...more });

it.each([
  ['a refused connection', withCode('ECONNREFUSED')],
  ['a reset behind another error', new Error('query failed', { cause: withCode('ECONNRESET') })],
  ['a server that shuts down, told by mysql2', withCode('ER_SERVER_SHUTDOWN', { errno: 1053 })],
  ['no answer in time, told by mysql2', withCode('PROTOCOL_SEQUENCE_TIMEOUT')],
  ['no transaction in time', withCode('P2028')],
  [
    'a pool without a connection, told by the driver of Prisma',
    withCode('P2010', {
      meta: { driverAdapterError: new Error('pool', { cause: { originalCode: '45028' } }) },
    }),
  ],
  [
    'a connection that was lost while it opened',
    new Error('query failed', {
      cause: Object.assign(new Error('zone'), { name: 'SqlError', errno: 45_033, fatal: true }),
    }),
  ],
])('%s is UNAVAILABLE, with a time to retry', (_name, error) => {
  expect(toAppError(error)).toMatchObject({ code: 'UNAVAILABLE', status: 503, retryAfterMs: 1_000 });
});

it('other errors stay INTERNAL, even with a circular chain of causes', () => {
  const circle = withCode('P2002');
  circle.cause = circle;
  for (const error of [circle, withCode('P2010'), new Error('bug'), 'text', null])
    expect(toAppError(error).code).toBe('INTERNAL');
  expect(toAppError(new AppError('CONFLICT')).code).toBe('CONFLICT');
});

it('only a fatal error of the MySQL driver is a lost connection', () => {
  const driverError = (more: object) => Object.assign(new Error('raw'), { name: 'SqlError' }, more);
  expect(isLostConnection(driverError({ fatal: true }))).toBe(true);
  for (const error of [driverError({ fatal: false }), new Error('bug'), 'text', null])
    expect(isLostConnection(error)).toBe(false);
});
