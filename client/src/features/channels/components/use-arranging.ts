import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  isSamePlace,
  placeAt,
  placeOf,
  placesFor,
  stepFrom,
  type Held,
  type Layout,
  type Move,
  type Place,
  type Row,
} from '../model/layout';
import { isFolded } from '../model/folds';

interface Grip {
  held: Held;
  place: Place;
  by: 'pointer' | 'keyboard';
}

export interface Arranging {
  /** The item being moved, and its destination. */
  grip: Grip | undefined;
  /** The announcement for screen readers. */
  words: string;
  pickUp: (held: Held) => void;
  /** The pointer is over this row. */
  aim: (row: Row, isBelow: boolean) => void;
  drop: () => void;
  cancel: () => void;
  /** Space picks up and drops, arrows move, Escape leaves all as it was. */
  handleKey: (event: KeyboardEvent, held: Held) => void;
}

const steps: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

const moveOf = ({ held, place }: Grip): Move | undefined => {
  if (held.kind === 'channel' && place.kind === 'channel')
    return { kind: 'channel', channelId: held.id, place };
  if (held.kind === 'category' && place.kind === 'category')
    return { kind: 'category', categoryId: held.id, place };
  return undefined;
};

const nameOf = ({ categories, channels }: Layout, id: string | null): string =>
  channels.find(({ channelId }) => channelId === id)?.name ??
  categories.find(({ categoryId }) => categoryId === id)?.name ??
  '';

/** A place in words: which category, and before what. */
const usePlaceWords = (layout: Layout) => {
  const { t } = useTranslation();
  return (place: Place): string => {
    const name = nameOf(layout, place.before);
    if (place.kind === 'category')
      return name ? t('channels.arrange.before', { name }) : t('channels.arrange.last');
    const category = place.categoryId ? nameOf(layout, place.categoryId) : t('channels.arrange.loose');
    return name
      ? t('channels.arrange.inBefore', { category, name })
      : t('channels.arrange.inLast', { category });
  };
};

/**
 * Moving channels and categories, by pointer and by keyboard alike: both only say what is held and where it would go. The list may
 * change meanwhile, as others move things or delete them.
 */
export const useArranging = (layout: Layout, move: (move: Move) => void): Arranging => {
  const { t } = useTranslation();
  const [wanted, setGrip] = useState<Grip>();
  const [words, setWords] = useState('');
  const wordsOf = usePlaceWords(layout);

  const current = wanted && placeOf(layout, wanted.held);
  const isThere = wanted && placesFor(layout, wanted.held).some((place) => isSamePlace(place, wanted.place));
  const grip = wanted && current ? { ...wanted, place: isThere ? wanted.place : current } : undefined;
  const hasGone = wanted !== undefined && current === undefined;

  const take = (held: Held, by: Grip['by']) => {
    const place = placeOf(layout, held);
    if (!place) return;
    setGrip({ held, place, by });
    setWords(t('channels.arrange.pickedUp', { name: nameOf(layout, held.id) }));
  };
  const aimAt = (place: Place) => {
    if (!grip || isSamePlace(place, grip.place)) return;
    setGrip({ ...grip, place });
    setWords(wordsOf(place));
  };
  const cancel = () => {
    setGrip(undefined);
    if (grip) setWords(t('channels.arrange.cancelled', { name: nameOf(layout, grip.held.id) }));
  };
  const drop = () => {
    if (!grip || !current || isSamePlace(grip.place, current)) return cancel();
    const wish = moveOf(grip);
    setGrip(undefined);
    if (!wish) return;
    setWords(
      t('channels.arrange.dropped', { name: nameOf(layout, grip.held.id), place: wordsOf(grip.place) }),
    );
    move(wish);
  };

  const handleKey = (event: KeyboardEvent, held: Held) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!grip) {
      if (key !== ' ') return;
      event.preventDefault();
      return take(held, 'keyboard');
    }
    if (grip.by !== 'keyboard') return;
    if (key === 'Tab') return cancel();
    const count = steps[key];
    if (count === undefined && ![' ', 'Enter', 'Escape'].includes(key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (count !== undefined) return aimAt(stepFrom(layout, grip.held, { place: grip.place, steps: count }));
    if (key === 'Escape') return cancel();
    drop();
  };

  return {
    grip,
    words: hasGone ? t('channels.arrange.gone') : words,
    pickUp: (held) => take(held, 'pointer'),
    aim: (row, isBelow) => {
      if (grip) aimAt(placeAt(layout, grip.held, { row, isBelow, isFolded }));
    },
    drop,
    cancel,
    handleKey,
  };
};
