import type { ChannelId } from '@maru/contracts/primitives';
import { limits } from '@maru/contracts/limits';
import { useCallback, useEffect, useRef, useState } from 'react';
import { writeMember } from '@/entities/person/api/members';
import { emit, onConnected, onPush } from '@/shared/api/realtime';
import { merge, restart, wanted, type MemberWindows, type WindowReply } from '../model/member-windows';

const askWindow = async (channelId: ChannelId, index: number): Promise<WindowReply> => {
  const size = limits.memberWindow;
  const { members, ...groups } = await emit('members:window', {
    channelId,
    from: index * size,
    count: size,
  });
  members.forEach(writeMember);
  return { ...groups, index, userIds: members.map(({ userId }) => userId) };
};

/** The list of one channel: outside of React, because scrolling asks it many times a second. */
class WatchedList {
  private list: MemberWindows | undefined;
  private visible: [from: number, to: number] = [0, 0];
  private isLoading = false;
  private isOver = false;
  private readonly stops: (() => void)[];

  constructor(
    private readonly channelId: ChannelId,
    private readonly onChange: (list: MemberWindows) => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.stops = [
      onConnected(() => void this.watch()),
      onPush('members:changed', ({ channelId: changed, ...groups }) => {
        if (changed === channelId && this.list) this.begin(restart(groups, this.list));
      }),
    ];
  }

  readonly watch = async (): Promise<void> => {
    try {
      const groups = await emit('members:watch', { channelId: this.channelId });
      this.begin(restart(groups, this.list));
    } catch (error) {
      if (!this.isOver && !this.list) this.onError(error);
    }
  };

  readonly look = (from: number, to: number): void => {
    this.visible = [from, to];
    void this.load();
  };

  end(): void {
    this.isOver = true;
    this.stops.forEach((stop) => stop());
    void emit('members:unwatch', { channelId: this.channelId }).catch(() => undefined);
  }

  private begin(list: MemberWindows): void {
    this.put(list);
    void this.load();
  }

  private put(list: MemberWindows): void {
    if (this.isOver) return;
    this.list = list;
    this.onChange(list);
  }

  /** One round at a time; what came into view or changed meanwhile is the next round. */
  private async load(): Promise<void> {
    if (this.isLoading) return;
    this.isLoading = true;
    try {
      for (;;) {
        const { list } = this;
        if (!list || this.isOver) return;
        const indexes = wanted(list, ...this.visible);
        if (indexes.length === 0) return;
        const replies = await Promise.all(indexes.map((index) => askWindow(this.channelId, index)));
        const next = merge(list, replies);
        // A change that came meanwhile has made them stale again: they are shown, and asked once more.
        this.put(this.list === list ? next : restart(next, next));
      }
    } catch {
      // The next look, change or connection tries again; what is known stays.
    } finally {
      this.isLoading = false;
    }
  }
}

interface Panel {
  list: MemberWindows | undefined;
  error: unknown;
  retry: () => void;
  /** Says which places are on the screen. */
  look: (from: number, to: number) => void;
}

/**
 * The members who see a channel, in groups. Kept live while it is shown; loads only the windows in view. Another channel is another
 * panel: give it a key.
 */
export const useMemberWindows = (channelId: ChannelId): Panel => {
  const [state, setState] = useState<{ list?: MemberWindows; error?: unknown }>({});
  const watched = useRef<WatchedList>(undefined);
  useEffect(() => {
    const list = new WatchedList(
      channelId,
      (next) => setState({ list: next }),
      (error) => setState({ error }),
    );
    watched.current = list;
    return () => list.end();
  }, [channelId]);
  const look = useCallback((from: number, to: number) => watched.current?.look(from, to), []);
  const retry = useCallback(() => {
    setState({});
    void watched.current?.watch();
  }, []);
  return { list: state.list, error: state.error, look, retry };
};
