import { memberRoutes, type Member } from '@maru/contracts/http/chat/members';
import type { RoleId } from '@maru/contracts/primitives';
import { useMutation } from '@tanstack/react-query';
import { writeMember } from '@/entities/person/api/members';
import { call } from '@/shared/api/http';

/** Assigns or removes a role. Shows the change at once, and reverts it on failure. */
export const useChangeRole = (member: Member) =>
  useMutation({
    mutationFn: ({ roleId, isGiven }: { roleId: RoleId; isGiven: boolean }) => {
      const { serverId, userId } = member;
      const route = isGiven ? memberRoutes.giveRole : memberRoutes.takeRole;
      return call(route, { params: { serverId, userId, roleId } });
    },
    onMutate: ({ roleId, isGiven }) => {
      const others = member.roleIds.filter((each) => each !== roleId);
      writeMember({ ...member, roleIds: isGiven ? [...others, roleId] : others });
    },
    onSuccess: writeMember,
    onError: () => writeMember(member),
  });
