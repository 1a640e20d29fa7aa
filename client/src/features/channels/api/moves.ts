import { channelRoutes } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useMutation } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { call } from '@/shared/api/http';
import { applyMove, type Layout, type Move } from '../model/layout';

interface Pending {
  move: Move;
  /** The layout at the time of the server's reply: the push with the new layout is still to come. */
  doneAt?: Layout;
}

const send = (move: Move) =>
  move.kind === 'channel'
    ? call(channelRoutes.moveChannel, {
        params: { channelId: move.channelId },
        body: { categoryId: move.place.categoryId, before: move.place.before },
      })
    : call(channelRoutes.moveCategory, {
        params: { categoryId: move.categoryId },
        body: { before: move.place.before },
      });

/**
 * Returns the server's layout with the moves of this tab that are under way, and a function that makes one. Only pushes change the
 * layout itself: they arrive in the order of the server's decisions, whereas a reply may be older than the latest push. So a move
 * stays on top until a push has followed it.
 */
export const useMoves = ({
  server,
  categories,
  channels,
}: Pick<ServerDetail, 'server' | 'categories' | 'channels'>): {
  layout: Layout;
  move: (move: Move) => void;
} => {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const current = useMemo<Layout>(() => ({ categories, channels }), [categories, channels]);
  const latest = useRef(current);
  useLayoutEffect(() => {
    latest.current = current;
  });
  const drop = (gone: Move) => setPending((all) => all.filter(({ move }) => move !== gone));

  const { mutate } = useMutation({
    mutationFn: async (move: Move) => {
      const before = latest.current;
      await send(move);
      return before;
    },
    // Sends moves one after the other, in order.
    scope: { id: `moves-${server.serverId}` },
    onSuccess: (before, move) => {
      const doneAt = latest.current;
      if (before !== doneAt) return drop(move);
      setPending((all) => all.map((each) => (each.move === move ? { move, doneAt } : each)));
    },
    onError: (_error, move) => drop(move),
  });

  const layout = useMemo(
    () =>
      pending
        .filter(({ doneAt }) => !doneAt || doneAt === current)
        .reduce<Layout>((before, { move }) => applyMove(before, move), current),
    [pending, current],
  );
  const move = (next: Move) => {
    setPending((all) => [...all.filter(({ doneAt }) => !doneAt || doneAt === current), { move: next }]);
    mutate(next);
  };
  return { layout, move };
};
