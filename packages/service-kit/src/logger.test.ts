import { describe, expect, it } from '@jest/globals';
import { AppError } from './app-error.js';
import { createLogger } from './logger.js';
import { runWithRequestId } from './request-context.js';

const listen = () => {
  const lines: string[] = [];
  const log = createLogger({
    service: 'test',
    level: 'info',
    destination: { write: (line) => void lines.push(line) },
  });
  return { log, lines };
};

describe('createLogger', () => {
  it('redacts secrets and personal data at any depth', () => {
    const { log, lines } = listen();
    log.info({ email: 'jimin@maru.test', body: { password: 'pw-1', nested: { code: '123456' } } });
    log.info({ headers: { authorization: 'Bearer abc', 'set-cookie': 'maru_refresh=xyz' } });
    expect(lines.join()).not.toMatch(/jimin|pw-1|123456|abc|xyz/);
    expect(lines.join()).toContain('[redacted]');
  });

  it('adds the id of the current request', () => {
    const { log, lines } = listen();
    runWithRequestId('request-1', () => log.info('inside'));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      requestId: 'request-1',
      service: 'test',
      level: 'info',
    });
  });

  it('logs the code and the cause of an error', () => {
    const { log, lines } = listen();
    log.error({ err: new AppError('INTERNAL', { cause: new Error('disk full') }) });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { errorCode: 'INTERNAL', cause: { message: 'disk full' } },
    });
  });
});
