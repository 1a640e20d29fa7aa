import { describe, expect, it } from '@jest/globals';
import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { categoryId as categoryIdSchema, channelId as channelIdSchema } from '@maru/contracts/primitives';
import fc from 'fast-check';
import { aCategory, aChannel } from '@/testing/servers';
import { applyMove, placeAt, placeOf, placesFor, stepFrom, type Held, type Layout, type Row } from './layout';

const categoryIdOf = (index: number) => categoryIdSchema.parse(`01JC${String(index).padStart(22, '0')}`);
const channelIdOf = (index: number) => channelIdSchema.parse(`01JD${String(index).padStart(22, '0')}`);

/** Up to four categories with some of up to ten channels each; some channels above all of them. */
const layouts: fc.Arbitrary<Layout> = fc
  .record({ count: fc.nat(4), homes: fc.array(fc.nat(4), { minLength: 1, maxLength: 10 }) })
  .map(({ count, homes }) => ({
    categories: Array.from({ length: count }, (_, index) =>
      aCategory({ categoryId: categoryIdOf(index), position: index }),
    ),
    channels: homes.map((home, index) =>
      aChannel({
        channelId: channelIdOf(index),
        categoryId: home < count ? categoryIdOf(home) : null,
        position: index,
      }),
    ),
  }));

const heldIn = ({ categories, channels }: Layout): fc.Arbitrary<Held> =>
  fc.constantFrom<Held>(
    ...categories.map(({ categoryId }) => ({ kind: 'category' as const, id: categoryId })),
    ...channels.map(({ channelId }) => ({ kind: 'channel' as const, id: channelId })),
  );

const moveOf = (held: Held, place: ReturnType<typeof placesFor>[number]) => {
  if (held.kind === 'channel' && place.kind === 'channel')
    return { kind: 'channel' as const, channelId: held.id, place };
  if (held.kind === 'category' && place.kind === 'category')
    return { kind: 'category' as const, categoryId: held.id, place };
  throw new Error('a place of the other kind');
};

const withHeld = layouts.chain((layout) => heldIn(layout).map((held) => ({ layout, held })));

const idsOf = ({ categories, channels }: Layout) =>
  [
    ...categories.map(({ categoryId }: Category) => categoryId),
    ...channels.map(({ channelId }: Channel) => channelId),
  ].toSorted();

describe('moving', () => {
  it('keeps every channel and category, and puts the moved one where it was asked to go (property)', () => {
    fc.assert(
      fc.property(withHeld, fc.nat(), ({ layout, held }, pick) => {
        const places = placesFor(layout, held);
        const place = places[pick % places.length];
        if (!place) throw new Error('there is always a place');
        const after = applyMove(layout, moveOf(held, place));
        expect(idsOf(after)).toEqual(idsOf(layout));
        expect(placeOf(after, held)).toEqual(place);
      }),
    );
  });

  it('leaves the order of all the others alone (property)', () => {
    fc.assert(
      fc.property(withHeld, fc.nat(), ({ layout, held }, pick) => {
        const places = placesFor(layout, held);
        const place = places[pick % places.length];
        if (!place) throw new Error('there is always a place');
        const others = (of: Layout) => ({
          categories: of.categories.filter(({ categoryId }) => categoryId !== held.id),
          channels: of.channels.filter(({ channelId }) => channelId !== held.id),
        });
        expect(others(applyMove(layout, moveOf(held, place)))).toEqual(others(layout));
      }),
    );
  });

  it('to the current place changes nothing visible (property)', () => {
    fc.assert(
      fc.property(withHeld, ({ layout, held }) => {
        const place = placeOf(layout, held);
        if (!place) throw new Error('it is there');
        const after = applyMove(layout, moveOf(held, place));
        for (const categoryId of [null, ...layout.categories.map((each) => each.categoryId)]) {
          const rows = (of: Layout) => of.channels.filter((each) => each.categoryId === categoryId);
          expect(rows(after)).toEqual(rows(layout));
        }
        expect(after.categories).toEqual(layout.categories);
      }),
    );
  });

  it('of a deleted channel, or into a deleted category, changes nothing', () => {
    const layout: Layout = { categories: [], channels: [aChannel({ channelId: channelIdOf(1) })] };
    const place = { kind: 'channel' as const, categoryId: categoryIdOf(7), before: null };
    expect(applyMove(layout, { kind: 'channel', channelId: channelIdOf(1), place })).toBe(layout);
    expect(
      applyMove(layout, {
        kind: 'channel',
        channelId: channelIdOf(2),
        place: { ...place, categoryId: null },
      }),
    ).toBe(layout);
  });
});

describe('steps', () => {
  it('lead from the first place through all to the last, across categories (property)', () => {
    fc.assert(
      fc.property(withHeld, ({ layout, held }) => {
        const places = placesFor(layout, held);
        const [first] = places;
        if (!first) throw new Error('there is always a place');
        const walked = [first];
        for (let place = first; walked.length < places.length; walked.push(place))
          place = stepFrom(layout, held, { place, steps: 1 });
        expect(walked).toEqual(places);
        expect(stepFrom(layout, held, { place: first, steps: -1 })).toEqual(first);
        expect(stepFrom(layout, held, { place: first, steps: 1_000 })).toEqual(places.at(-1));
      }),
    );
  });

  it('go on from where the thing is when the place has gone meanwhile', () => {
    const [a, b] = [aChannel({ channelId: channelIdOf(1) }), aChannel({ channelId: channelIdOf(2) })];
    const gone = { kind: 'channel' as const, categoryId: categoryIdOf(9), before: null };
    expect(
      stepFrom(
        { categories: [], channels: [a, b] },
        { kind: 'channel', id: b.channelId },
        { place: gone, steps: -1 },
      ),
    ).toEqual({ kind: 'channel', categoryId: null, before: a.channelId });
  });
});

describe('a pointer over a row', () => {
  it('always means a place that exists (property)', () => {
    fc.assert(
      fc.property(withHeld, fc.nat(), fc.boolean(), ({ layout, held }, pick, isBelow) => {
        const rows: Row[] = [
          ...layout.channels.map(({ channelId }) => ({ kind: 'channel' as const, id: channelId })),
          ...layout.categories.map(({ categoryId }) => ({ kind: 'category' as const, id: categoryId })),
          { kind: 'end' },
        ];
        const row = rows[pick % rows.length] ?? { kind: 'end' };
        const place = placeAt(layout, held, { row, isBelow, isFolded: () => false });
        expect(placesFor(layout, held)).toContainEqual(place);
      }),
    );
  });

  it('of a folded category means its end', () => {
    const category = aCategory({ categoryId: categoryIdOf(1) });
    const inside = aChannel({ channelId: channelIdOf(1), categoryId: category.categoryId });
    const loose = aChannel({ channelId: channelIdOf(2), categoryId: null });
    const layout = { categories: [category], channels: [loose, inside] };
    const over = { row: { kind: 'category' as const, id: category.categoryId }, isBelow: true };
    const held: Held = { kind: 'channel', id: loose.channelId };
    expect(placeAt(layout, held, { ...over, isFolded: () => true }).before).toBeNull();
    expect(placeAt(layout, held, { ...over, isFolded: () => false }).before).toBe(inside.channelId);
  });
});
