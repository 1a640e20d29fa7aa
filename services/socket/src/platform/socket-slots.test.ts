import { expect, it } from '@jest/globals';
import { SocketSlots } from './socket-slots.js';

it('SocketSlots grants a person up to the maximum, and a freed slot once more', () => {
  const slots = new SocketSlots(3);
  const frees = [1, 2, 3].map(() => slots.take('지민'));
  expect(() => slots.take('지민')).toThrow('RATE_LIMITED');
  slots.take('Alice')();
  frees[0]?.();
  frees[0]?.();
  slots.take('지민');
  expect(() => slots.take('지민')).toThrow('RATE_LIMITED');
});

it('SocketSlots forgets people without sockets', () => {
  const slots = new SocketSlots(3);
  for (const free of Array.from({ length: 100 }, (_, index) => slots.take(`person ${index}`))) free();
  expect(slots.people).toBe(0);
});
