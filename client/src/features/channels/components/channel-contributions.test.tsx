import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { channelId, userId } from '@maru/contracts/primitives';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { NotebookPen } from 'lucide-react';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aCategory, aChannel, aServerDetail } from '@/testing/servers';
import { setFolded } from '../model/folds';
import { ChannelContributionsContext } from './channel-contributions';
import { ChannelList } from './channel-list';

const category = aCategory();
const lounge = aChannel({
  channelId: channelId.parse('01JD0000000000000000000001'),
  categoryId: category.categoryId,
  type: 'voice',
  name: '라운지',
});
const quiet = { ...lounge, channelId: channelId.parse('01JD0000000000000000000002'), name: '조용한 방' };

beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom knows no media queries.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
});
afterEach(() => {
  setFolded([category.categoryId], false);
  cleanup();
});

const renderList = (change: Partial<ServerDetail> = {}) => {
  const onOpen = jest.fn();
  const onNotes = jest.fn();
  const contributions = {
    busy: new Set([lounge.channelId]),
    onOpen,
    itemsOf: ({ name }: typeof lounge) =>
      name === lounge.name ? [{ label: '회의록', icon: NotebookPen, onSelect: onNotes }] : [],
    RowEnd: () => <>3/5</>,
    BelowRow: ({ channel }: { channel: typeof lounge }) =>
      channel.channelId === lounge.channelId ? <li>서연</li> : null,
  };
  const detail = aServerDetail({ categories: [category], channels: [lounge, quiet], ...change });
  renderApp(
    <ChannelContributionsContext value={contributions}>
      <ChannelList detail={detail} activeChannelId={undefined} />
    </ChannelContributionsContext>,
  );
  return { onOpen, onNotes };
};

const link = (name: RegExp) => screen.queryByRole('link', { name });

describe('contributions to the list of channels', () => {
  it('stand in a row and below it', () => {
    renderList();
    expect(link(/라운지/)?.textContent).toContain('3/5');
    expect(screen.getByText('서연').previousElementSibling?.textContent).toContain('라운지');
  });

  it('hear of a click that opens the channel here, not of one that opens a new tab', () => {
    const { onOpen } = renderList();
    const row = screen.getByRole('link', { name: /라운지/ });
    // jsdom opens no tabs.
    window.addEventListener('click', (event) => event.preventDefault(), { once: true });
    fireEvent.click(row, { ctrlKey: true });
    expect(onOpen).not.toHaveBeenCalled();
    fireEvent.click(row);
    expect(onOpen).toHaveBeenCalledWith(lounge);
  });

  it('are in the menu of a channel for members who may not manage it', async () => {
    const { server } = aServerDetail();
    const other = userId.parse('11111111-1111-4111-8111-111111111111');
    const { onOpen, onNotes } = renderList({ server: { ...server, ownerId: other } });
    const user = userEvent.setup();
    expect(screen.queryByRole('button', { name: '조용한 방 채널 메뉴' })).toBeNull();
    await user.click(screen.getByRole('button', { name: '라운지 채널 메뉴' }));
    await user.click(await screen.findByRole('menuitem', { name: '회의록' }));
    expect(onNotes).toHaveBeenCalled();
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('keep a channel with people visible while its category is folded', () => {
    setFolded([category.categoryId], true);
    renderList();
    expect(link(/라운지/)).not.toBeNull();
    expect(link(/조용한 방/)).toBeNull();
  });
});
