import { describe, expect, it } from '@jest/globals';
import { demoConversations, momentOf, textOf } from './demo-conversation.js';

describe('the demo conversation', () => {
  it.each([
    ['in the morning', '2026-03-05T00:00:00Z'],
    ['just after midnight in Seoul', '2026-03-05T15:00:01Z'],
    ['just before midnight in Seoul', '2026-03-05T14:59:59Z'],
  ])('started at %s, lies in the past, in order, over several days', (_title, start) => {
    const now = Date.parse(start);
    for (const lines of demoConversations) {
      const moments = lines.map((line, index) => momentOf(line, index, now));
      expect(moments).toEqual([...moments].sort());
      expect(new Set(moments).size).toBe(moments.length);
      expect(Date.parse(moments.at(-1) ?? '')).toBeLessThan(now);
      expect(new Set(moments.map((moment) => moment.slice(0, 10))).size).toBeGreaterThan(1);
    }
  });

  it.each([
    ['2026-03-06T14:59:59Z', '금요일'],
    ['2026-03-06T15:00:00Z', '토요일'],
  ])('started at %s, plans to meet on %s, the date in Seoul', (start, day) => {
    const texts = demoConversations.flat().map((line) => textOf(line, Date.parse(start)));
    expect(texts.filter((text) => text.includes('요일'))).toHaveLength(3);
    expect(texts.filter((text) => text.includes(day))).toHaveLength(3);
    expect(texts.join()).not.toContain('{');
  });
});
