import { describe, expect, it } from '@jest/globals';
import { userId as userIdSchema } from '@maru/contracts/primitives';
import { aRemote, aSnapshot } from '@/testing/calls/fake-call';
import { miniTileOf } from './mini';
import { focusOf, tilesOf } from './tiles';

const { marks, allowed } = aSnapshot();
const id = (n: number) => userIdSchema.parse(`${String(n).repeat(8)}-1111-4111-8111-111111111111`);
const me = id(9);
// Tests in Node have no media.
const track = {} as MediaStreamTrack;

const person = (n: number, change: Parameters<typeof aRemote>[0] = {}) =>
  aRemote({
    ...change,
    member: { userId: id(n), joinedAt: `2026-01-01T00:00:0${n}.000Z`, ...change.member },
  });

const sharing = { marks: { ...marks, hasScreen: true } };
const withCamera = { member: { marks: { ...marks, hasCamera: true } }, tracks: { camera: track } };

const idsOf = (snapshot: ReturnType<typeof aSnapshot>) => tilesOf(snapshot, me).map((tile) => tile.id);

describe('tiles of a room', () => {
  it('stand in the order of joining, screens first and the viewer last', () => {
    const remotes = [person(2), person(1, { member: sharing })];
    expect(idsOf(aSnapshot({ remotes }))).toEqual([`${id(1)}/screen`, id(1), id(2), me]);
  });

  it('include no screen of a person who may not show video', () => {
    const remotes = [person(1, { member: { ...sharing, allowed: { ...allowed, video: false } } })];
    expect(idsOf(aSnapshot({ remotes }))).toEqual([id(1), me]);
  });

  it('focus a screen as soon as it is opened, until the viewer chooses', () => {
    const closed = tilesOf(aSnapshot({ remotes: [person(1, { member: sharing })] }), me);
    const opened = tilesOf(
      aSnapshot({ remotes: [person(1, { member: sharing, controls: { screen: 'auto' } })] }),
      me,
    );
    expect(focusOf(closed, undefined)).toBeUndefined();
    expect(focusOf(opened, undefined)?.kind).toBe('screen');
    expect(focusOf(opened, null)).toBeUndefined();
    expect(focusOf(opened, me)?.id).toBe(me);
    expect(focusOf(opened, id(5))?.kind).toBe('screen');
  });
});

describe('the small window', () => {
  it('shows an opened screen, or else the last speaker, or else any video', () => {
    const remotes = [person(1, withCamera), person(2, withCamera)];
    const tiles = tilesOf(aSnapshot({ remotes }), me);
    expect(miniTileOf(tiles, undefined)?.id).toBe(id(1));
    expect(miniTileOf(tiles, id(2))?.id).toBe(id(2));
    const screen = person(3, { member: sharing, controls: { screen: 'auto' } });
    expect(miniTileOf(tilesOf(aSnapshot({ remotes: [...remotes, screen] }), me), id(2))?.kind).toBe('screen');
  });

  it('is absent without a video that the viewer wants to see', () => {
    const remotes = [person(1, { ...withCamera, controls: { camera: 'off' } }), person(2)];
    expect(miniTileOf(tilesOf(aSnapshot({ remotes }), me), id(2))).toBeUndefined();
  });
});
