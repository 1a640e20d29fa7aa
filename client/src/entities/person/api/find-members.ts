import { memberRoutes } from '@maru/contracts/http/chat/members';
import type { ServerId } from '@maru/contracts/primitives';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

const shown = 20;

/** The first members that are called so; those found last stay until the next are there. */
export const useFoundMembers = (serverId: ServerId, search: string) =>
  useQuery({
    queryKey: ['found-members', serverId, search],
    queryFn: async () => {
      const query = { search: search || undefined, limit: shown };
      return (await call(memberRoutes.listMembers, { params: { serverId }, query })).members;
    },
    placeholderData: keepPreviousData,
  });
