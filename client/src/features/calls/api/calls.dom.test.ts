import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { closeSession, openSession } from '@/shared/api/session-store';
import { aSnapshot, FakeCall } from '@/testing/calls/fake-call';
import { aMe } from '@/testing/people';

class LeavingCall extends FakeCall {
  override leave = (): void => {
    this.asked.push('leave');
    this.set({ status: 'ended' });
  };
}

let navigation = 'navigate';
Object.assign(performance, { getEntriesByType: () => [{ type: navigation }] });

interface Start {
  sessionId: string;
  marks: object;
  wasMuted: boolean;
}

const opened: (Start & { call: LeavingCall })[] = [];
jest.unstable_mockModule('./open-call', () => ({
  openCall: ({ channelId, ...start }: Start & { channelId: string }) => {
    const call = new LeavingCall(aSnapshot({ channelId, sessionId: start.sessionId }));
    opened.push({ call, ...start });
    return call;
  },
}));
const { useCurrentCall } = await import('./current-call');
const { joinCall } = await import('./join-call');
const { useRejoinOffer } = await import('./rejoin-offer');

const serverId = '01JS0000000000000000000000';
const study = { serverId, channelId: '01JD0000000000000000000001' };
const lounge = { serverId, channelId: '01JD0000000000000000000002' };
const jimin = aMe();
const stored = () => Object.values(sessionStorage).map((value) => JSON.parse(String(value)) as object);
const current = () => useCurrentCall.getState().open;
const calls = (count: number) => waitFor(() => expect(opened).toHaveLength(count));

beforeEach(() => {
  cleanup();
  closeSession();
  opened.length = 0;
  navigation = 'navigate';
  sessionStorage.clear();
  openSession({ accessToken: 'token', expiresInMs: 60_000, me: jimin });
});

describe('the call of a tab', () => {
  it('is opened once by two clicks', async () => {
    joinCall(study);
    joinCall(study);
    await calls(1);
    joinCall(study);
    await act(async () => undefined);
    expect(opened).toHaveLength(1);
    expect(current()?.snapshot.channelId).toBe(study.channelId);
  });

  it('is that of the later click on two channels', async () => {
    joinCall(study);
    joinCall(lounge);
    await calls(1);
    expect(current()?.snapshot.channelId).toBe(lounge.channelId);
  });

  it('goes over into another channel with its session and switches', async () => {
    joinCall(study);
    await calls(1);
    const marks = { isMuted: true, isDeafened: true, hasCamera: false, hasScreen: false };
    opened[0]?.call.set({ marks, wasMuted: true });
    joinCall(lounge);
    await calls(2);
    expect(opened[0]?.call.asked).toEqual(['leave']);
    expect(opened[1]).toMatchObject({ sessionId: opened[0]?.sessionId, marks, wasMuted: true });
    expect(current()?.snapshot.channelId).toBe(lounge.channelId);
  });

  it('starts anew after the earlier one has ended', async () => {
    joinCall(study);
    await calls(1);
    opened[0]?.call.set({ status: 'ended', endReason: 'disconnected' });
    joinCall(study);
    await calls(2);
    expect(opened[1]?.sessionId).not.toBe(opened[0]?.sessionId);
  });

  it('is remembered for a reload until it ends', async () => {
    joinCall(study);
    await calls(1);
    await waitFor(() => expect(stored()).toEqual([expect.objectContaining(study)]));
    opened[0]?.call.leave();
    expect(stored()).toEqual([]);
  });

  it('is remembered with the new id of its session', async () => {
    joinCall(study);
    await calls(1);
    const sessionId = '01JX0000000000000000000008';
    opened[0]?.call.set({ sessionId });
    expect(stored()).toEqual([expect.objectContaining({ ...study, sessionId })]);
  });

  it('is not forgotten by late news of the call of before', async () => {
    joinCall(study);
    await calls(1);
    joinCall(lounge);
    await calls(2);
    opened[0]?.call.set({ isSoundBlocked: true });
    expect(stored()).toEqual([expect.objectContaining(lounge)]);
  });

  it.each([
    ['signs out', () => closeSession('signed-out')],
    [
      'is replaced by another',
      () =>
        openSession({
          accessToken: 'token',
          expiresInMs: 60_000,
          me: aMe({ userId: '11111111-1111-4111-8111-111111111111' }),
        }),
    ],
  ])('is left and forgotten when its person %s', async (_how, change) => {
    joinCall(study);
    await calls(1);
    change();
    expect(opened[0]?.call.asked).toEqual(['leave']);
    expect(current()).toBeUndefined();
    expect(stored()).toEqual([]);
  });

  it('is not opened for a person who has left while its code was loading', async () => {
    joinCall(study);
    closeSession('signed-out');
    await act(async () => undefined);
    expect(opened).toEqual([]);
  });
});

describe('the call of before a reload', () => {
  const marks = { isMuted: true, isDeafened: true, hasCamera: true, hasScreen: false };
  const wasMuted = true;
  const sessionId = '01JX0000000000000000000007';
  const offered = () => {
    cleanup();
    closeSession();
    sessionStorage.setItem(
      `maru.${jimin.userId}.last-stay`,
      JSON.stringify({ ...study, sessionId, marks, wasMuted }),
    );
    openSession({ accessToken: 'token', expiresInMs: 60_000, me: jimin });
    return renderHook(() => useRejoinOffer(jimin.userId)).result;
  };

  it('is offered, and goes on with its session and switches', async () => {
    navigation = 'reload';
    const offer = offered();
    expect(offer.current).toMatchObject(study);
    offer.current?.accept();
    await calls(1);
    expect(opened[0]).toMatchObject({ sessionId, marks, wasMuted });
  });

  it('is not offered in a copy of the tab, nor after a reload of the copy', () => {
    expect(offered().current).toBeUndefined();
    expect(stored()).toEqual([]);
  });

  it('is not joined when the person declines while its code is loading', async () => {
    navigation = 'reload';
    const offer = offered();
    offer.current?.accept();
    act(() => offer.current?.dismiss());
    await act(async () => undefined);
    expect(opened).toEqual([]);
  });

  it('is not offered again after it was declined', () => {
    navigation = 'reload';
    const offer = offered();
    act(() => offer.current?.dismiss());
    expect(offer.current).toBeUndefined();
    expect(stored()).toEqual([]);
  });
});
