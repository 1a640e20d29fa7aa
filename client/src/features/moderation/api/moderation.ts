import { memberRoutes } from '@maru/contracts/http/chat/members';
import { moderationRoutes } from '@maru/contracts/http/chat/moderation';
import type { ServerId, UserId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '@/shared/api/http';
import type { Target } from '../model/target';

/**
 * Does something to one member after the other. One refusal does not spare the rest, and who is done with is left out when it is
 * tried again. A second click while it runs does nothing.
 */
const useOnEach = <T>(targets: readonly Target[], act: (userId: UserId, terms: T) => Promise<unknown>) => {
  const done = useRef(new Set<UserId>());
  const isRunning = useRef(false);
  const mutation = useMutation({
    mutationFn: async (terms: T) => {
      const errors: unknown[] = [];
      for (const { userId } of targets) {
        if (done.current.has(userId)) continue;
        await act(userId, terms).then(
          () => done.current.add(userId),
          (error: unknown) => errors.push(error),
        );
      }
      if (errors.length > 0) throw errors[0];
    },
    onSettled: () => {
      isRunning.current = false;
    },
  });
  const run = (terms: T, onSuccess: () => void) => {
    if (isRunning.current) return;
    isRunning.current = true;
    mutation.mutate(terms, { onSuccess });
  };
  return { run, error: mutation.error, isPending: mutation.isPending };
};

type Body<R extends Parameters<typeof call>[0]> = RouteInput<R>['body'];
type Routes = typeof moderationRoutes;

export const useKick = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<Routes['kickMember']>) =>
    call(moderationRoutes.kickMember, { params: { serverId, userId }, body }),
  );

export const useBan = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<Routes['banMember']>) =>
    call(moderationRoutes.banMember, { params: { serverId, userId }, body }),
  );

export const useTimeOut = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<Routes['timeOutMember']>) =>
    call(moderationRoutes.timeOutMember, { params: { serverId, userId }, body }),
  );

export const useMute = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<Routes['muteMember']>) =>
    call(moderationRoutes.muteMember, { params: { serverId, userId }, body }),
  );

/** `null`: the server calls them as their profile does. */
export const useSetNickname = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<typeof memberRoutes.setNickname>) =>
    call(memberRoutes.setNickname, { params: { serverId, userId }, body }),
  );
