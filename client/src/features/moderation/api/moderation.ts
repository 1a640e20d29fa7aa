import { memberRoutes } from '@maru/contracts/http/chat/members';
import { moderationRoutes } from '@maru/contracts/http/chat/moderation';
import type { ServerId, UserId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { call } from '@/shared/api/http';
import { useRunForEach } from '@/shared/lib/use-run-for-each';
import type { Target } from '../model/target';

/**
 * Applies an action to one member after the other. A failure does not stop the run; submitting again retries only the members for whom
 * it failed.
 */
const useOnEach = <T>(targets: readonly Target[], act: (userId: UserId, terms: T) => Promise<unknown>) => {
  const { run, start } = useRunForEach<UserId>();
  const submit = (terms: T, onSuccess: () => void) => {
    const ids = run ? run.failures.map(({ id }) => id) : targets.map(({ userId }) => userId);
    void start(ids, (userId) => act(userId, terms)).then((result) => {
      if (result?.failures.length === 0) onSuccess();
    });
  };
  return { submit, state: { run, targets } };
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

export const useDeafen = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<Routes['deafenMember']>) =>
    call(moderationRoutes.deafenMember, { params: { serverId, userId }, body }),
  );

/** A `null` nickname restores the profile's name. */
export const useSetNickname = (serverId: ServerId, targets: readonly Target[]) =>
  useOnEach(targets, (userId, body: Body<typeof memberRoutes.setNickname>) =>
    call(memberRoutes.setNickname, { params: { serverId, userId }, body }),
  );
