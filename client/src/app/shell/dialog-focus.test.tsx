import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { userId } from '@maru/contracts/primitives';
import { useState, type ReactNode } from 'react';
import { CreateCategoryDialog } from '@/features/channels/components/create-category-dialog';
import { CreateChannelDialog } from '@/features/channels/components/create-channel-dialog';
import { JoinByLinkDialog } from '@/features/invites/components/join-by-link-dialog';
import { KickDialog } from '@/features/moderation/components/dialogs/kick-dialog';
import { ReportDialog } from '@/features/moderation/components/dialogs/report-dialog';
import { TimeOutDialog } from '@/features/moderation/components/dialogs/time-out-dialog';
import { CreateServerDialog } from '@/features/servers/components/create-server-dialog';
import { FolderDialog } from '@/features/servers/components/folder-dialog';
import { EmailDialog } from '@/features/settings/components/email-dialog';
import { PasswordDialog } from '@/features/settings/components/password-dialog';
import { openSession } from '@/shared/api/session-store';
import { Dialog } from '@/shared/ui/dialog';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail, aServerId } from '@/testing/servers';

/** jsdom has no layout; switches observe their size. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

beforeEach(() => openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() }));
afterEach(cleanup);

const nothing = jest.fn();
const detail = aServerDetail();
const alice = { userId: userId.parse('11111111-1111-4111-8111-111111111111'), name: 'Alice' };
const folder = { type: 'folder', folderId: 'f', name: '', accent: 'pine', serverIds: [] } as const;
const moderation = { serverId: aServerId, targets: [alice], refusal: undefined, onClose: nothing };

/** The label of the focused element. */
const focused = () => {
  const element = document.activeElement;
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
    return element.labels?.[0]?.textContent;
  return element?.getAttribute('role');
};

describe('a dialog opens with the focus on its field', () => {
  it.each<{ title: string; field: string; dialog: ReactNode }>([
    {
      title: '카테고리 만들기',
      field: '카테고리 이름',
      dialog: <CreateCategoryDialog detail={detail} onClose={nothing} />,
    },
    {
      title: '채널 만들기',
      field: '채널 이름',
      dialog: <CreateChannelDialog detail={detail} categoryId={null} onClose={nothing} />,
    },
    {
      title: '초대 링크로 참여',
      field: '초대 링크나 코드',
      dialog: <JoinByLinkDialog onOpen={nothing} onClose={nothing} />,
    },
    {
      title: '폴더',
      field: '폴더 이름',
      dialog: <FolderDialog folder={folder as never} onSave={nothing} onClose={nothing} />,
    },
    { title: '이메일', field: '새 이메일', dialog: <EmailDialog onClose={nothing} /> },
    { title: '비밀번호', field: '현재 비밀번호', dialog: <PasswordDialog hasPassword onClose={nothing} /> },
    { title: '내보내기', field: '사유 (선택)', dialog: <KickDialog {...moderation} /> },
    {
      title: '타임아웃',
      field: '10분',
      dialog: <TimeOutDialog {...moderation} timedOutUntil={undefined} />,
    },
    {
      title: '신고',
      field: '스팸',
      dialog: <ReportDialog serverId={aServerId} subject={{ type: 'member', ...alice }} onClose={nothing} />,
    },
  ])('$title: $field', ({ field, dialog }) => {
    renderApp(dialog);
    expect(focused()).toContain(field);
  });
});

it('a dialog without a field has the focus itself', () => {
  renderApp(<CreateServerDialog onCreated={nothing} onJoinByLink={nothing} onClose={nothing} />);
  expect(focused()).toBe('dialog');
});

it('the field of the next step takes the focus that its button had', async () => {
  const { user } = renderApp(
    <CreateServerDialog onCreated={nothing} onJoinByLink={nothing} onClose={nothing} />,
  );
  await user.click(screen.getByRole('button', { name: /스터디/ }));
  expect(focused()).toContain('서버 이름');
});

const Steps = () => {
  const [isSent, setIsSent] = useState(false);
  return (
    <Dialog isOpen title="이메일" onClose={nothing}>
      {isSent ? (
        <label>
          코드 <input />
        </label>
      ) : (
        <button onClick={() => setIsSent(true)}>받기</button>
      )}
    </Dialog>
  );
};

it('the field of the next step of the same dialog takes the focus', async () => {
  const { user } = renderApp(<Steps />);
  await user.click(screen.getByRole('button', { name: '받기' }));
  await waitFor(() => expect(focused()).toContain('코드'));
});
