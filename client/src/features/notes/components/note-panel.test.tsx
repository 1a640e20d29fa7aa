import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ClientEventInput } from '@maru/contracts/socket/events';
import type { Message } from '@maru/contracts/socket/messages';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { Flag } from 'lucide-react';
import { MemoryRouter } from 'react-router-dom';
import '@/shared/i18n/i18n';
import { MessageContributionsContext } from '@/entities/channel/components/message-contributions';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { ApiError } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { aLine, aNote, aNoteId, aVoiceChannel, withSession } from '@/testing/notes';
import { mockRealtime } from '@/testing/realtime';
import { aMe } from '@/testing/people';
import { aServerDetail, aServerId } from '@/testing/servers';

/** jsdom has none of these. */
class QuietObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(globalThis, {
  ResizeObserver: QuietObserver,
  IntersectionObserver: QuietObserver,
});

Element.prototype.scrollTo = () => undefined;

const me = aMe();
const channel = aVoiceChannel;
const detail = aServerDetail({ channels: [channel] });

type Answers = Record<string, (payload: never) => unknown>;

/** The server as the test wants it. */
let notes: MeetingNote[] = [];
let lines: Message[] = [];
let refusal: ApiError | undefined;
const emitted: [event: string, payload: unknown][] = [];
const head = () => ({ lastSeq: lines.length, changes: 0, newestSeq: lines.length });

const answers: Answers = {
  'note:list': ({ search = '' }: ClientEventInput<'note:list'>) => ({
    notes: notes.filter(({ topic }) => topic.includes(search)),
    nextCursor: null,
    running: notes.find(({ endedAt }) => endedAt === null) ?? null,
  }),
  'note:start': ({ topic }: ClientEventInput<'note:start'>) => {
    notes = [aNote({ topic })];
    return { note: notes[0] };
  },
  'note:end': () => {
    notes = [aNote({ endedAt: '2026-01-01T01:00:00.000Z', version: 2 })];
    return { note: notes[0] };
  },
  'note:get': () => ({ note: notes[0] }),
  'channel:open': () => ({ head: head(), lastReadSeq: 0 }),
  'channel:close': () => ({}),
  'message:list': () => ({ messages: lines, head: head() }),
  'annotation:list': () => ({ annotations: [], mine: [], head: { annotations: 0 }, through: lines.length }),
  'annotation:since': () => ({
    status: 'changes',
    annotations: [],
    mine: [],
    head: { annotations: 0 },
    through: 0,
  }),
  'task:set': ({ seq, task }: ClientEventInput<'task:set'>) => ({
    annotation: {
      kind: 'task',
      key: '',
      seq,
      change: 1,
      value: task && { ...task, changedBy: me.userId, changedAt: '2026-01-01T00:00:00.000Z' },
    },
  }),
};

const push = await mockRealtime((event, payload) => {
  emitted.push([event, payload]);
  if (refusal) throw refusal;
  return answers[event]?.(payload);
});
/** No profile is known here, and the viewer is on FREE. */
jest.unstable_mockModule('@/shared/api/http', () => ({
  call: async () => ({ profiles: [], members: [], membership: { plan: 'free', until: null } }),
  refreshSession: async () => undefined,
}));
const { NotePanel } = await import('./note-panel');
const { NoteDocument } = await import('./note-document');

const open = ({ isInCall = true } = {}) => {
  void i18next.changeLanguage('ko');
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <OpenServerContext value={detail}>
          <NotePanel channel={channel} isInCall={isInCall} />
        </OpenServerContext>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return userEvent.setup();
};

beforeEach(() => {
  notes = [];
  lines = [];
  refusal = undefined;
  emitted.length = 0;
});
withSession();

describe('starting a note', () => {
  it('asks for a topic and shows the running note', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: '회의록 시작' }));
    const dialog = await screen.findByRole('dialog');
    const submit = Array.from(dialog.querySelectorAll('button')).at(-1);
    if (submit) await user.click(submit);
    expect((await screen.findByRole('alert')).textContent).toContain('회의 주제');
    expect(emitted.some(([event]) => event === 'note:start')).toBe(false);
    await user.type(screen.getByLabelText('회의 주제'), '점검 회의');
    if (submit) await user.click(submit);
    expect(await screen.findByRole('heading', { name: '점검 회의' })).toBeTruthy();
  });

  it('is offered only inside the call', async () => {
    open({ isInCall: false });
    await screen.findByText('통화에 참여하면 회의록을 시작할 수 있어요.');
    expect(screen.queryByRole('button', { name: '회의록 시작' })).toBeNull();
  });
});

describe('the list of past notes', () => {
  const ended = aNote({ endedAt: '2026-01-01T00:42:00.000Z' });

  it('links each ended note to its document, with its length', async () => {
    notes = [ended];
    open();
    const link = await screen.findByRole('link', { name: /주간 회의/ });
    expect(link.getAttribute('href')).toBe(`/servers/${aServerId}/${channel.channelId}/notes/${aNoteId}`);
    expect(link.textContent).toContain('42분');
  });

  it('says so if a search finds nothing', async () => {
    notes = [ended];
    const user = open();
    await user.type(await screen.findByRole('searchbox', { name: '회의 주제로 찾기' }), '점검');
    expect(await screen.findByText('찾는 회의록이 없어요')).toBeTruthy();
  });

  it('offers to try again after an error', async () => {
    refusal = new ApiError('FORBIDDEN');
    const user = open();
    const retry = await screen.findByRole('button', { name: '다시 시도' });
    refusal = undefined;
    await user.click(retry);
    expect(await screen.findByText('회의를 기록해 볼까요?')).toBeTruthy();
  });
});

describe('a running note', () => {
  beforeEach(() => {
    notes = [aNote()];
  });

  it('asks before the own speech is transcribed; the answer can be taken back', async () => {
    const user = open();
    expect(await screen.findByText(/브라우저를 만든 회사로 음성을 보낼 수 있어요/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '받아 적기' }));
    await user.click(await screen.findByRole('button', { name: '받아쓰기 끄기' }));
    expect(await screen.findByText('내 말은 받아 적지 않아요')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '받아쓰기 켜기' }));
    expect(await screen.findByRole('button', { name: '받아쓰기 끄기' })).toBeTruthy();
  });

  it('asks nothing outside the call, and still takes typed lines', async () => {
    open({ isInCall: false });
    expect(await screen.findByRole('textbox', { name: '회의록에 적기' })).toBeTruthy();
    expect(screen.queryByText('내 말을 받아 적을까요?')).toBeNull();
  });

  it('shows the ways to end it to its starter only', async () => {
    notes = [aNote({ startedBy: '11111111-1111-4111-8111-111111111111' })];
    const { server } = detail;
    Object.assign(detail, { server: { ...server, ownerId: '11111111-1111-4111-8111-111111111111' } });
    open();
    await screen.findByRole('heading', { name: '주간 회의' });
    expect(screen.queryByRole('button', { name: '회의록 끝내기' })).toBeNull();
    Object.assign(detail, { server });
  });
});

describe('the end of a note', () => {
  const end = async () => {
    notes = [aNote()];
    const user = open();
    await user.click(await screen.findByRole('button', { name: '회의록 끝내기' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: '끝내기' }));
    expect(await screen.findByText('회의록이 끝났어요')).toBeTruthy();
  };

  it('links to the document', async () => {
    await end();
    expect(screen.getByRole('link', { name: '회의록 열기' })).toBeTruthy();
  });

  it('tells that a note without lines is gone', async () => {
    await end();
    const { serverId, channelId } = channel;
    act(() => push('note:deleted', { serverId, channelId, noteId: aNoteId }));
    expect(await screen.findByText('회의록이 남지 않았어요')).toBeTruthy();
    expect(screen.queryByRole('link', { name: '회의록 열기' })).toBeNull();
  });
});

it('the switch between running and past notes keeps the running one', async () => {
  notes = [aNote()];
  const user = open();
  await user.click(await screen.findByRole('button', { name: '지난 회의록' }));
  await user.click(await screen.findByRole('button', { name: /진행 중인 회의록/ }));
  await waitFor(() => expect(screen.getByRole('heading', { name: '주간 회의' })).toBeTruthy());
});

/** The document of an ended note; its lines have one entry of another feature in their menus. */
const openDocument = () => {
  notes = [aNote({ endedAt: '2026-01-01T01:00:00.000Z' })];
  const onSelect = jest.fn();
  const contributions = {
    actionsOf: () => [{ label: '메시지 신고하기', icon: Flag, onSelect }],
    LinkCards: () => null,
    NoteCard: () => null,
  };
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <OpenServerContext value={detail}>
          <MessageContributionsContext value={contributions}>
            <NoteDocument channel={channel} noteId={aNoteId} onBack={() => undefined} />
          </MessageContributionsContext>
        </OpenServerContext>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { onSelect };
};

it('a line can be reported from its menu', async () => {
  lines = [aLine(1, '욕설')];
  const { onSelect } = openDocument();
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: '줄 동작' }));
  await user.click(await screen.findByRole('menuitem', { name: '메시지 신고하기' }));
  expect(onSelect).toHaveBeenCalled();
});

it('ticking an action item in a document stores its state and shows it at once', async () => {
  lines = [aLine(1, '- [ ] 문서 쓰기'), aLine(2, '오늘의 이야기')];
  openDocument();
  const [inSummary, inLines] = await screen.findAllByRole(
    'checkbox',
    { name: '문서 쓰기 끝냄' },
    { timeout: 5_000 },
  );
  expect(screen.getByText('1개 남음')).toBeTruthy();
  if (inSummary) await userEvent.setup().click(inSummary);
  expect(await screen.findByText('모두 끝났어요')).toBeTruthy();
  await waitFor(() => expect(inLines instanceof HTMLInputElement && inLines.checked).toBe(true));
  expect(emitted).toContainEqual([
    'task:set',
    { channelId: aNoteId, seq: 1, task: { isDone: true, assigneeId: null } },
  ]);
});
