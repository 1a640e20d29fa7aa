import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { UploadGate } from './upload-gate.js';

const anAnswer = () => new EventEmitter() as EventEmitter & { once: never };

it('lets so many uploads in at once, and so many of one person', () => {
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
