import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail } from '@/testing/servers';
import type { Target } from '../../model/target';
import { BanDialog } from './ban-dialog';
import { KickDialog } from './kick-dialog';
import { NicknameDialog } from './nickname-dialog';
import { ReportDialog } from './report-dialog';
import { TimeOutDialog } from './time-out-dialog';
import { VoiceRestrictionDialog } from './voice-restriction-dialog';

const serverId = serverIdSchema.parse('01J00000000000000000000000');
const alice: Target = { userId: '11111111-1111-4111-8111-111111111111', name: 'Alice' };
const doyun: Target = { userId: '22222222-2222-4222-8222-222222222222', name: '도윤' };
const onClose = jest.fn();

interface Sent {
  method: string;
  path: string;
  body: unknown;
}
const sent: Sent[] = [];
let answer: (request: Sent) => Response = () => new Response(null, { status: 204 });

const failure = (code: string, status: number) =>
  Response.json({ error: { code, message: code } }, { status });

/** The network's end: remembers what is sent, and answers as the test says. */
class FakeRequest extends EventTarget {
  status = 0;
  response: unknown = '';
  responseText = '';
  responseURL = '';
  upload = new EventTarget();
  onloadend: (() => void) | null = null;
  private line = { method: '', path: '' };
  open(method: string, path: string) {
    this.line = { method, path };
  }
  setRequestHeader() {}
  getAllResponseHeaders() {
    return 'content-type: application/json';
  }
  abort() {}
  send(text: string | null) {
    const request = { ...this.line, body: text ? (JSON.parse(text) as unknown) : undefined };
    sent.push(request);
    const reply = answer(request);
    void reply.text().then((body) => {
      this.status = reply.status;
      this.response = body;
      this.responseText = body;
      this.onloadend?.();
    });
  }
}

const realRequest = globalThis.XMLHttpRequest;
beforeEach(() => {
  // Only what axios uses of it.
  globalThis.XMLHttpRequest = FakeRequest as unknown as typeof XMLHttpRequest;
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
});
afterEach(() => {
  cleanup();
  globalThis.XMLHttpRequest = realRequest;
  sent.length = 0;
  answer = () => new Response(null, { status: 204 });
  onClose.mockClear();
});

const dialog = () => within(screen.getByRole('dialog'));

describe('kicking a member', () => {
  it('names the member, sends the reason, and closes', async () => {
    const { user } = renderApp(<KickDialog serverId={serverId} targets={[alice]} onClose={onClose} />);
    expect(screen.getByRole('dialog', { name: 'Alice님을 내보낼까요?' })).toBeTruthy();
    await user.type(dialog().getByLabelText('사유 (선택)'), '도배');
    await user.click(dialog().getByRole('button', { name: '내보내기' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(sent).toEqual([
      {
        method: 'POST',
        path: `/chat/v1/servers/${serverId}/members/${alice.userId}/kick`,
        body: { reason: '도배' },
      },
    ]);
  });

  it('sends one request, however often the button is pressed', async () => {
    const { user } = renderApp(<KickDialog serverId={serverId} targets={[alice]} onClose={onClose} />);
    await user.dblClick(dialog().getByRole('button', { name: '내보내기' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toHaveLength(1);
  });

  it('states the refusal instead of asking when the member has the same rank', () => {
    renderApp(<KickDialog serverId={serverId} targets={[alice]} refusal="rank" onClose={onClose} />);
    expect(dialog().getByRole('alert').textContent).toMatch(/같거나 더 높은 역할/);
    expect(dialog().queryByRole('button', { name: '내보내기' })).toBeNull();
  });

  it('keeps the typed reason on failure, and retries only the members for whom it failed', async () => {
    answer = ({ path }) =>
      path.includes(doyun.userId) ? failure('UNAVAILABLE', 503) : new Response(null, { status: 204 });
    const { user } = renderApp(<KickDialog serverId={serverId} targets={[doyun, alice]} onClose={onClose} />);
    expect(screen.getByRole('dialog', { name: '2명을 내보낼까요?' })).toBeTruthy();
    await user.type(dialog().getByLabelText('사유 (선택)'), '도배');
    await user.click(dialog().getByRole('button', { name: '내보내기' }));
    const failed = await dialog().findByRole('alert');
    expect(failed.textContent).toMatch(/1명에게는 하지 못했어요.*도윤.*지금은 연결할 수 없어요/);
    expect(failed.textContent).not.toMatch(/Alice/);
    expect(onClose).not.toHaveBeenCalled();
    expect(dialog().getByLabelText<HTMLTextAreaElement>('사유 (선택)').value).toBe('도배');
    expect(sent).toHaveLength(2);

    answer = () => new Response(null, { status: 204 });
    await user.click(dialog().getByRole('button', { name: '내보내기' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(sent.slice(2).map(({ path }) => path)).toEqual([expect.stringContaining(doyun.userId)]);
  });
});

describe('restricting a voice', () => {
  it.each([
    ['mute', '음소거', '/mute', { isMuted: true }],
    ['unmute', '음소거 풀기', '/mute', { isMuted: false }],
    ['deafen', '헤드셋 끄기', '/deafen', { isDeafened: true }],
    ['undeafen', '헤드셋 켜기', '/deafen', { isDeafened: false }],
  ] as const)('sends %s with its reason, and closes', async (action, label, path, terms) => {
    answer = () => Response.json(aServerDetail().me);
    const { user } = renderApp(
      <VoiceRestrictionDialog serverId={serverId} targets={[alice]} action={action} onClose={onClose} />,
    );
    await user.type(dialog().getByLabelText('사유 (선택)'), '소음');
    await user.click(dialog().getByRole('button', { name: label }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toMatchObject([
      { path: expect.stringContaining(`${alice.userId}${path}`), body: { ...terms, reason: '소음' } },
    ]);
  });
});

describe('kicking several members', () => {
  it('shows the progress while it runs', async () => {
    let finish: () => void = () => undefined;
    const slow = new ReadableStream({ start: (controller) => void (finish = () => controller.close()) });
    answer = ({ path }) =>
      path.includes(alice.userId) ? new Response(slow) : new Response(null, { status: 204 });
    const { user } = renderApp(<KickDialog serverId={serverId} targets={[doyun, alice]} onClose={onClose} />);
    await user.click(dialog().getByRole('button', { name: '내보내기' }));
    await dialog().findByText('2명 중 1명을 마쳤어요');
    expect(onClose).not.toHaveBeenCalled();
    finish();
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  });
});

describe('banning a member', () => {
  it('sends the duration, and the age up to which messages are deleted', async () => {
    const { user } = renderApp(<BanDialog serverId={serverId} targets={[alice]} onClose={onClose} />);
    await user.click(dialog().getByRole('radio', { name: '1주' }));
    await user.selectOptions(dialog().getByLabelText('최근 메시지 지우기'), '지난 24시간');
    await user.click(dialog().getByRole('button', { name: '차단하기' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ reason: '', seconds: 7 * 86_400, purgeSeconds: 86_400 });
  });
});

describe('timing a member out', () => {
  it('accepts a custom duration of up to 28 days', async () => {
    const { user } = renderApp(<TimeOutDialog serverId={serverId} targets={[alice]} onClose={onClose} />);
    await user.click(dialog().getByRole('radio', { name: '직접 정하기' }));
    const amount = dialog().getByLabelText('얼마나');
    await user.clear(amount);
    await user.type(amount, '29');
    await user.selectOptions(dialog().getByLabelText('단위'), '일');
    expect(dialog().getByRole('button', { name: '타임아웃하기' }).hasAttribute('disabled')).toBe(true);
    await user.clear(amount);
    await user.type(amount, '28');
    await user.click(dialog().getByRole('button', { name: '타임아웃하기' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ reason: '', seconds: 28 * 86_400 });
  });

  it('ends a running time-out', async () => {
    const until = new Date(Date.now() + 600_000).toISOString();
    const { user } = renderApp(
      <TimeOutDialog serverId={serverId} targets={[alice]} timedOutUntil={until} onClose={onClose} />,
    );
    await user.click(dialog().getByRole('button', { name: '타임아웃 끝내기' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ reason: '', seconds: null });
  });
});

describe('a nickname', () => {
  const show = () =>
    renderApp(
      <NicknameDialog
        serverId={serverId}
        target={alice}
        nickname="앨리스"
        profileName="Alice"
        isMe={false}
        onClose={onClose}
      />,
    );

  it('is removed by an empty field', async () => {
    const { user } = show();
    await user.clear(dialog().getByLabelText('닉네임'));
    await user.click(dialog().getByRole('button', { name: '저장' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ nickname: null });
  });

  it('has at least two characters', async () => {
    const { user } = show();
    await user.clear(dialog().getByLabelText('닉네임'));
    await user.type(dialog().getByLabelText('닉네임'), '가');
    expect(dialog().getByText(/2~32자로/)).toBeTruthy();
    expect(dialog().getByRole('button', { name: '저장' }).hasAttribute('disabled')).toBe(true);
  });
});

describe('reporting a message', () => {
  it('requires a reason, and thanks the reporter', async () => {
    answer = () => Response.json({ reportId: '01J00000000000000000000001' }, { status: 201 });
    const subject = { type: 'member', userId: alice.userId, name: alice.name } as const;
    const { user } = renderApp(<ReportDialog serverId={serverId} subject={subject} onClose={onClose} />);
    const submit = dialog().getByRole('button', { name: '신고하기' });
    expect(submit.hasAttribute('disabled')).toBe(true);
    await user.click(dialog().getByRole('radio', { name: /욕설/ }));
    await user.type(dialog().getByLabelText('더 알려 줄 것 (선택)'), '여러 번 그랬어요');
    await user.click(submit);
    await screen.findByRole('dialog', { name: '알려 줘서 고마워요' });
    expect(sent[0]?.body).toEqual({
      target: { type: 'member', userId: alice.userId },
      reason: 'abuse',
      note: '여러 번 그랬어요',
    });
  });
});
