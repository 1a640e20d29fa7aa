import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { RoleId } from '@maru/contracts/primitives';
import { createPersonal } from '@/shared/api/session-store';

/** The role or member as whom the viewer views a server. */
export type ViewAs = { serverId: string; name: string } & (
  { kind: 'role'; roleId: RoleId } | { kind: 'member'; member: Member }
);

export const useViewAs = createPersonal<{ current: ViewAs | undefined }>(() => ({ current: undefined }));

export const startViewingAs = (current: ViewAs): void => useViewAs.setState({ current });
export const stopViewing = (): void => useViewAs.setState({ current: undefined });

/** An id that belongs to no account: a mere holder of a role is neither the owner nor the target of an overwrite. */
const nobody = '00000000-0000-4000-8000-000000000000';

/** The server as that role or member sees it: they take the viewer's place. Only in this tab; services know nothing of it. */
export const seenAs = (detail: ServerDetail, view: ViewAs | undefined): ServerDetail => {
  if (view?.serverId !== detail.server.serverId) return detail;
  if (view.kind === 'member') return { ...detail, me: view.member };
  const isEveryone = view.roleId === (detail.server.serverId as string);
  const me: Member = {
    ...detail.me,
    userId: nobody,
    nickname: null,
    roleIds: isEveryone ? [] : [view.roleId],
    timedOutUntil: null,
    isMuted: false,
    isDeafened: false,
    isTemporary: false,
  };
  return { ...detail, me };
};
