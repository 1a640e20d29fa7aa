import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTask, taskOf } from './tasks';

describe('parseTask', () => {
  it.each([
    ['- [ ] 문서 쓰기', '문서 쓰기', false],
    ['- [x] 문서 쓰기', '문서 쓰기', true],
    ['- [X] 문서 쓰기', '문서 쓰기', true],
    ['-[] 문서 쓰기', '문서 쓰기', false],
    ['* [ ] 문서 쓰기', '문서 쓰기', false],
    ['  - [ ]   문서 쓰기 ', '문서 쓰기', false],
    ['할 일: 문서 쓰기', '문서 쓰기', false],
    ['할 일:문서 쓰기', '문서 쓰기', false],
    ['할 일 : 문서 쓰기', '문서 쓰기', false],
    ['할 일 문서 쓰기', '문서 쓰기', false],
    ['할일 문서 쓰기', '문서 쓰기', false],
    ['할 일： 문서 쓰기', '문서 쓰기', false],
    ['- [ ] 두\n줄', '두\n줄', false],
  ])('reads %j as a task', (line, text, isDone) => {
    expect(parseTask(line)).toEqual({ text, isDone });
  });

  it.each([
    '',
    '- [ ]',
    '- [ ]  ',
    '할 일',
    '할 일:',
    '할 일이 많아요',
    '오늘 할 일: 문서',
    '- 문서',
    '[ ] 문서',
    '- [y] 문서',
  ])('reads %j as an ordinary line', (line) => {
    expect(parseTask(line)).toBeUndefined();
  });

  it('keeps the text of every task as it was written (property)', () => {
    const text = fc
      .string({ minLength: 1 })
      .map((each) => each.trim())
      .filter(Boolean);
    fc.assert(
      fc.property(text, fc.boolean(), (given, isDone) => {
        expect(parseTask(`- [${isDone ? 'x' : ' '}] ${given}`)).toEqual({ text: given, isDone });
      }),
    );
  });
});

describe('taskOf', () => {
  it('a stored state beats the mark in the text', () => {
    expect(taskOf('- [x] 문서', { isDone: false, assigneeId: 'alice' })).toEqual({
      text: '문서',
      isDone: false,
      assigneeId: 'alice',
      isMade: false,
    });
    expect(taskOf('- [x] 문서', null)).toMatchObject({ isDone: true, assigneeId: null });
  });

  it('an ordinary line is a task while a member has made it one', () => {
    expect(taskOf('문서', { isDone: false, assigneeId: null })).toMatchObject({ text: '문서', isMade: true });
    expect(taskOf('문서', null)).toBeUndefined();
  });
});
