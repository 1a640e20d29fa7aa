import { cutText } from '@maru/contracts/graphemes';
import { memberRoutes } from '@maru/contracts/http/chat/members';
import { limits } from '@maru/contracts/limits';
import type { ServerId } from '@maru/contracts/primitives';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { useDebounced } from '@/shared/lib/use-debounced';

const shown = 20;

/** Some members to choose from: whoever joined first, or who is called so. */
export const useFoundMembers = (serverId: ServerId, text: string) => {
  const search = useDebounced(cutText(text.trim(), limits.memberSearch.max), 250) || undefined;
  return useQuery({
    queryKey: ['members-to-choose', serverId, search],
    queryFn: async () =>
      (await call(memberRoutes.listMembers, { params: { serverId }, query: { search, limit: shown } }))
        .members,
    placeholderData: (before) => before,
  });
};
