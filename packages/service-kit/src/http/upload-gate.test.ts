import { EventEmitter, once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeServer, portOf } from './listen.js';
import { UploadGate } from './upload-gate.js';

const anAnswer = () => new EventEmitter() as EventEmitter & { once: never; closed: false };

it('limits concurrent uploads, in total and per caller', () => {
  const gate = new UploadGate({ perNode: 3, perPerson: 2 });
  const first = anAnswer();
  gate.enter('지민', first);
  gate.enter('지민', anAnswer());
  expect(() => gate.enter('지민', anAnswer())).toThrow('RATE_LIMITED');
  gate.enter('Alice', anAnswer());
  expect(() => gate.enter('Bob', anAnswer())).toThrow('RATE_LIMITED');
  first.emit('close');
  gate.enter('Bob', anAnswer());
});

describe('a caller who disconnects while waiting', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => closeServer(server));

  it('takes no slot', async () => {
    const gate = new UploadGate({ perNode: 1 });
    const req = request({ port: portOf(server), method: 'PUT' }).on('error', () => undefined);
    req.flushHeaders();
    // Node's own arguments.
    const [, res] = (await once(server, 'request')) as [unknown, ServerResponse];
    const gone = once(res, 'close');
    req.destroy();
    await gone;
    expect(() => gate.enter('Eve', res)).toThrow('UNAVAILABLE');
    gate.enter('지민', anAnswer());
  });
});
