import { describe, expect, it } from '@jest/globals';
import { coverageOf, overlapOf } from './coverage';

const at = (day: string) => `2026-${day}T15:00:00.000Z`;
const span = (plan: 'basic' | 'premium', from: string, to: string) => ({
  plan,
  startsAt: at(from),
  endsAt: at(to),
});
const now = at('11-28');

describe('the plans of the days to come', () => {
  it('are none without a paid span, or after the last one', () => {
    expect(coverageOf([], now)).toEqual([]);
    expect(coverageOf([span('basic', '10-28', '11-28')], now)).toEqual([]);
  });

  it('join spans of one plan that touch', () => {
    const spans = [span('basic', '11-28', '12-28'), span('basic', '12-28', '12-30')];
    expect(coverageOf(spans, now)).toEqual([span('basic', '11-28', '12-30')]);
  });

  it('are the larger plan where spans overlap, and the smaller one again after it', () => {
    const spans = [span('basic', '11-01', '12-25'), span('premium', '11-20', '12-20')];
    expect(coverageOf(spans, now)).toEqual([
      span('premium', '11-20', '12-20'),
      span('basic', '12-20', '12-25'),
    ]);
  });

  it('leave a gap between spans that do not touch', () => {
    const spans = [span('basic', '11-20', '12-01'), span('basic', '12-05', '12-10')];
    expect(coverageOf(spans, now)).toEqual(spans);
  });
});

describe('the other plan during a month on offer', () => {
  const offer = span('premium', '11-28', '12-28');

  it('is none where only the same plan runs, or where spans only touch', () => {
    expect(overlapOf(offer, [span('premium', '11-01', '12-20')])).toBeUndefined();
    expect(overlapOf(offer, [span('basic', '12-28', '12-30')])).toBeUndefined();
  });

  it('is named with its last end', () => {
    const spans = [span('basic', '12-20', '12-29'), span('basic', '11-20', '12-20')];
    expect(overlapOf(offer, spans)).toEqual({ plan: 'basic', endsAt: at('12-29'), isSmaller: true });
    const basic = span('basic', '11-28', '12-28');
    expect(overlapOf(basic, [offer])).toEqual({ plan: 'premium', endsAt: at('12-28'), isSmaller: false });
  });
});
