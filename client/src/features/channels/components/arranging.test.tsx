import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { categoryId as categoryIdSchema, channelId as channelIdSchema } from '@maru/contracts/primitives';
import { cleanup, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { renderApp } from '@/testing/render';
import { aCategory, aChannel } from '@/testing/servers';
import { applyMove, type Layout, type Move } from '../model/layout';
import { useArranging } from './use-arranging';

afterEach(cleanup);

const categoryId = categoryIdSchema.parse('01JC0000000000000000000001');
const channel = (index: number, name: string, home: typeof categoryId | null) =>
  aChannel({ channelId: channelIdSchema.parse(`01JD000000000000000000000${index}`), name, categoryId: home });

const start: Layout = {
  categories: [aCategory({ categoryId, name: '모임' })],
  channels: [channel(1, '일반', null), channel(2, '사진', categoryId), channel(3, '장비', categoryId)],
};

let moves: Move[] = [];
beforeEach(() => {
  moves = [];
});

/** The bare list: names in order, each a button that takes keys. */
const Host = ({ onLose }: { onLose?: (layout: Layout) => Layout }) => {
  const [layout, setLayout] = useState(start);
  const arranging = useArranging(layout, (move) => {
    moves.push(move);
    setLayout(applyMove(layout, move));
  });
  return (
    <>
      <ul>
        {layout.channels.map(({ channelId, name, categoryId: home }) => (
          <li key={channelId}>
            <button
              type="button"
              onKeyDown={(event) => arranging.handleKey(event, { kind: 'channel', id: channelId })}
            >
              {name}
              {home ? ' (모임)' : ''}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => setLayout(onLose?.(layout) ?? layout)}>
        다른 사람
      </button>
      <output>{arranging.words}</output>
    </>
  );
};

const names = () =>
  within(screen.getByRole('list'))
    .getAllByRole('button')
    .map(({ textContent }) => textContent);
const words = () => screen.getByRole('status').textContent;
const focus = (name: RegExp) => screen.getByRole('button', { name }).focus();

describe('arranging by keyboard', () => {
  it('Space picks up, arrows move into the next category, too, Space drops', async () => {
    const { user } = renderApp(<Host />);
    focus(/일반/);
    await user.keyboard(' ');
    expect(words()).toContain('일반: 옮기고 있어요');
    await user.keyboard('{ArrowDown}');
    expect(words()).toBe('모임, 사진 앞');
    await user.keyboard('{ArrowDown}');
    expect(words()).toBe('모임, 장비 앞');
    expect(moves).toEqual([]);
    await user.keyboard(' ');
    expect(names()).toEqual(['사진 (모임)', '일반 (모임)', '장비 (모임)']);
    expect(words()).toBe('일반: 모임, 장비 앞에 놓았어요.');
  });

  it('moves above all categories, and to the very end', async () => {
    const { user } = renderApp(<Host />);
    focus(/장비/);
    await user.keyboard(' {Home} ');
    expect(names()).toEqual(['장비', '일반', '사진 (모임)']);
    focus(/일반/);
    await user.keyboard(' {End} ');
    expect(names()).toEqual(['장비', '사진 (모임)', '일반 (모임)']);
  });

  it('Escape restores the original order', async () => {
    const { user } = renderApp(<Host />);
    focus(/사진/);
    await user.keyboard(' {ArrowDown}{Escape}');
    expect(moves).toEqual([]);
    expect(words()).toBe('사진: 원래 자리에 그대로 있어요.');
    await user.keyboard('{ArrowUp} {Escape}');
    expect(moves).toEqual([]);
  });

  it('a drop on the original place sends no request', async () => {
    const { user } = renderApp(<Host />);
    focus(/사진/);
    await user.keyboard(' {ArrowDown}{ArrowUp} ');
    expect(moves).toEqual([]);
  });

  it('continues when another member moves channels meanwhile, and ends when the held channel is deleted', async () => {
    const loses = (id: number) => (layout: Layout) => ({
      ...layout,
      channels: layout.channels.filter(({ channelId }) => !channelId.endsWith(String(id))),
    });
    const { user } = renderApp(<Host onLose={loses(2)} />);
    focus(/일반/);
    await user.keyboard(' {ArrowDown}');
    expect(words()).toBe('모임, 사진 앞');
    await user.click(screen.getByRole('button', { name: '다른 사람' }));
    focus(/일반/);
    await user.keyboard('{ArrowDown} ');
    expect(names()).toEqual(['일반 (모임)', '장비 (모임)']);
    cleanup();

    moves = [];
    const second = renderApp(<Host onLose={loses(1)} />);
    focus(/일반/);
    await second.user.keyboard(' {ArrowDown}');
    await second.user.click(screen.getByRole('button', { name: '다른 사람' }));
    expect(words()).toBe('옮기던 것이 사라졌어요.');
    expect(moves).toEqual([]);
  });
});
