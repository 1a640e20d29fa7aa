import { describe, expect, it } from '@jest/globals';
import { exportName, noteMarkdown, type ExportedNote } from './markdown';

const words = { people: '참여한 사람', tasks: '할 일', lines: '회의 내용' };
const aNote = (change: Partial<ExportedNote> = {}): ExportedNote => ({
  topic: '주간 회의',
  when: '2026년 9월 24일 목요일 오후 3:07',
  people: ['지민', 'Alice'],
  lines: [],
  words,
  ...change,
});

describe('noteMarkdown', () => {
  it('writes headings, people, tasks with assignee, and lines with speaker and time', () => {
    const note = aNote({
      lines: [
        { speaker: '지민', time: '오후 3:07', text: '시작할게요', isGrouped: false },
        { speaker: '지민', time: '오후 3:08', text: '두\n줄', isGrouped: true },
        {
          speaker: 'Alice',
          time: '오후 3:09',
          text: '- [ ] 문서 쓰기',
          isGrouped: false,
          task: { text: '문서 쓰기', isDone: false, assignee: '지민' },
        },
        {
          speaker: 'Alice',
          time: '오후 3:09',
          text: '할 일: 배포',
          isGrouped: true,
          task: { text: '배포', isDone: true, assignee: undefined },
        },
      ],
    });
    expect(noteMarkdown(note)).toBe(`# 주간 회의

2026년 9월 24일 목요일 오후 3:07

**참여한 사람** 지민, Alice

## 할 일

- [ ] 문서 쓰기 (@지민)
- [x] 배포

## 회의 내용

**지민** 오후 3:07

시작할게요

두\\
줄

**Alice** 오후 3:09

- [ ] 문서 쓰기 (@지민)

- [x] 배포
`);
  });

  it('leaves out people and tasks that there are none of', () => {
    expect(noteMarkdown(aNote({ people: [] }))).toBe(
      '# 주간 회의\n\n2026년 9월 24일 목요일 오후 3:07\n\n## 회의 내용\n',
    );
  });

  it.each([
    ['# 제목', '\\# 제목'],
    ['<script>alert(1)</script>', '\\<script\\>alert\\(1\\)\\</script\\>'],
    ['[글](javascript:alert)', '\\[글\\]\\(javascript\\:alert\\)'],
    ['![그림](x.png)', '\\!\\[그림\\]\\(x\\.png\\)'],
    ['1. 하나', '1\\. 하나'],
    ['*굵게* _기울임_ `코드` ~취소~', '\\*굵게\\* \\_기울임\\_ \\`코드\\` \\~취소\\~'],
    ['a | b', 'a \\| b'],
    ['&amp; \\', '\\&amp; \\\\'],
    ['제목\n===', '제목\\\n\\=\\=\\='],
    ['    들여쓰기', '들여쓰기'],
    ['가\n\n나', '가\\\n나'],
  ])('keeps %j literal', (text, expected) => {
    const line = { speaker: '지민', time: '3', text, isGrouped: true };
    expect(noteMarkdown(aNote({ people: [], lines: [line] })).split('## 회의 내용\n\n')[1]).toBe(
      `${expected}\n`,
    );
  });

  it('keeps names and tasks literal wherever they stand', () => {
    const name = '- [ ] *가*\n# <img src=x>';
    const text = noteMarkdown(
      aNote({
        people: [name],
        lines: [
          {
            speaker: name,
            time: '3',
            text: '',
            isGrouped: false,
            task: { text: '[x] <b>\n- [x] 가짜', isDone: false, assignee: name },
          },
        ],
      }),
    );
    const safe = '\\- \\[ \\] \\*가\\* \\# \\<img src\\=x\\>';
    const task = `- [ ] \\[x\\] \\<b\\> \\- \\[x\\] 가짜 (@${safe})`;
    expect(text.split('\n\n').slice(2)).toEqual([
      `**참여한 사람** ${safe}`,
      '## 할 일',
      task,
      '## 회의 내용',
      `**${safe}** 3`,
      `${task}\n`,
    ]);
  });

  it('keeps topics and names on their line', () => {
    const text = noteMarkdown(aNote({ topic: '하나\n# 둘', people: ['a\n\n- b'] }));
    expect(text).toContain('# 하나 \\# 둘\n');
    expect(text).toContain('a \\- b\n');
  });
});

describe('exportName', () => {
  it.each([
    ['주간 회의', '2026-09-24 주간 회의.md'],
    ['a/b\\c: d?', '2026-09-24 a b c d.md'],
    ['..', '2026-09-24.md'],
  ])('makes a file name of %j', (topic, name) => {
    expect(exportName(topic, '2026-09-24')).toBe(name);
  });
});
