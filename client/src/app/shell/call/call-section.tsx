import type { Member } from '@maru/contracts/http/chat/members';
import { lazy, use } from 'react';
import { CallContext } from '@/features/calls/components/call-context';
import { LazyPart } from '@/shared/ui/lazy-part';

const PersonSection = lazy(async () => {
  const { PersonSection: component } = await import('@/features/calls/components/person/person-section');
  return { default: component };
});

/** The part of a member's card about the call that the viewer is in. */
export const CallSection = ({ member }: { member: Member }) => {
  const open = use(CallContext);
  const isIn = open?.snapshot.remotes.some((remote) => remote.member.userId === member.userId);
  return isIn && open?.snapshot.serverId === member.serverId ? (
    <LazyPart isMinor>
      <PersonSection userId={member.userId} />
    </LazyPart>
  ) : null;
};
