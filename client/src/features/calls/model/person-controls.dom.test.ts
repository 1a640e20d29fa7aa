import { beforeEach, expect, it } from '@jest/globals';
import { closeSession, openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { createControls } from './person-controls';

const person = (n: number) => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;
const signIn = (me = aMe()) => openSession({ accessToken: 'token', expiresInMs: 60_000, me });

beforeEach(() => {
  closeSession();
  localStorage.clear();
  signIn();
});

it('remembers volume, mute and hidden video of a person for the next call', () => {
  createControls().change(person(1), { volume: 150, isMutedForMe: true, camera: 'off' });
  expect(createControls().of(person(1))).toMatchObject({ volume: 150, isMutedForMe: true, camera: 'off' });
  expect(createControls().of(person(2))).toMatchObject({ volume: 100, isMutedForMe: false, camera: 'auto' });
});

it('forgets open shares and the stop of sending with the call, and writes nothing for them', () => {
  const controls = createControls();
  controls.change(person(1), { screen: 'auto', sends: false });
  expect(controls.of(person(1))).toMatchObject({ screen: 'auto', sends: false });
  expect(createControls().of(person(1))).toMatchObject({ screen: 'off', sends: true });
  expect(Object.keys(localStorage).filter((key) => key.includes('call-people'))).toEqual([]);
});

it('keeps the 200 people who were changed last', () => {
  const controls = createControls();
  for (let n = 0; n <= 200; n += 1) controls.change(person(n), { volume: 50 });
  const next = createControls();
  expect(next.of(person(0)).volume).toBe(100);
  expect(next.of(person(1)).volume).toBe(50);
  expect(next.of(person(200)).volume).toBe(50);
});

it('hides the choices of one account from another', () => {
  createControls().change(person(1), { volume: 0 });
  signIn(aMe({ userId: person(9) as never }));
  expect(createControls().of(person(1)).volume).toBe(100);
});

it('starts afresh from a broken record', () => {
  createControls().change(person(1), { volume: 50 });
  const [key = ''] = Object.keys(localStorage).filter((each) => each.includes('call-people'));
  localStorage.setItem(key, '{"broken');
  expect(createControls().of(person(1)).volume).toBe(100);
});
