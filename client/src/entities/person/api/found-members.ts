import { memberRoutes } from '@maru/contracts/http/chat/members';
import type { ServerId } from '@maru/contracts/primitives';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { useDebounced } from '@/shared/lib/use-debounced';
import { searchTextOf } from '../model/search-text';

const limit = 20;
const pauseMs = 250;

/** The first members whose name matches what is being typed; an empty text matches all. Earlier results stay until the next arrive. */
export const useFoundMembers = (serverId: ServerId, typed: string) => {
  const search = useDebounced(searchTextOf(typed), pauseMs) || undefined;
  return useQuery({
    queryKey: ['found-members', serverId, search],
    queryFn: async () =>
      (await call(memberRoutes.listMembers, { params: { serverId }, query: { search, limit } })).members,
    placeholderData: keepPreviousData,
  });
};
