import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { anEmail, callsTo, refusal } from '../testing/cognito-calls.js';
import { startCognitoTarget, type CognitoTarget } from '../testing/cognito-target.js';

// Tests move the clock that they share with the stand-in, so they never run against AWS.
let target: CognitoTarget;
let calls: ReturnType<typeof callsTo>;

beforeAll(async () => {
  target = await startCognitoTarget();
  calls = callsTo(target);
});
afterAll(() => target.stop());
afterEach(() => void jest.useRealTimers());

const everythingButDate = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;

const passSeconds = (seconds: number) => {
  jest.useFakeTimers({ now: Date.now() + seconds * 1000, doNotFake: [...everythingButDate] });
};
const stopClock = () => passSeconds(0);
const lastCode = async (email: string) => (await target.mailedCode?.(email)) ?? '';

describe('a mailed code', () => {
  it.each([
    [23, 'CONFIRMED'],
    [25, 'ExpiredCodeException'],
  ])('of a sign-up, after %i hours: %s', async (hours, outcome) => {
    const email = anEmail();
    await calls.signUp(email);
    const code = await lastCode(email);
    passSeconds(hours * 3600);
    const result = await calls.confirm(email, code).then(
      () => 'CONFIRMED',
      (error: Error) => error.name,
    );
    expect(result).toBe(outcome);
  });
});

describe('wrong passwords', () => {
  const wrong = async (email: string) =>
    calls.signIn(email, 'Wrong-2026!').then(
      () => 'in',
      (error: Error) => error.message,
    );

  it('lock for ever longer, up to 15 minutes', async () => {
    const { email } = await calls.aConfirmedUser();
    stopClock();
    for (let time = 0; time < 5; time += 1) await wrong(email);
    for (const seconds of [1, 2, 4, 8]) {
      passSeconds(seconds - 1);
      expect(await wrong(email)).toBe('Password attempts exceeded');
      passSeconds(1);
      expect(await wrong(email)).toBe('Incorrect username or password.');
    }
    for (let time = 0; time < 10; time += 1) {
      passSeconds(900);
      await wrong(email);
    }
    passSeconds(900);
    await expect(calls.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
  });

  it('are forgotten after 15 minutes without a failure', async () => {
    const { email } = await calls.aConfirmedUser();
    for (let time = 0; time < 5; time += 1) await wrong(email);
    passSeconds(901);
    for (let time = 0; time < 4; time += 1)
      expect(await wrong(email)).toBe('Incorrect username or password.');
    await expect(calls.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
  });
});

describe('a rotated refresh token', () => {
  it('works for another minute, and then counts as reused', async () => {
    const { email } = await calls.aConfirmedUser();
    const { RefreshToken } = await calls.tokensOf(email);
    stopClock();
    await calls.refresh(RefreshToken);
    passSeconds(58);
    const { AuthenticationResult: late } = await calls.refresh(RefreshToken);
    passSeconds(3);
    await expect(refusal(calls.refresh(RefreshToken))).resolves.toBe('RefreshTokenReuseException');
    await expect(calls.refresh(late?.RefreshToken ?? '')).resolves.toHaveProperty('AuthenticationResult');
  });

  it("doesn't extend its session beyond 30 days", async () => {
    const { email } = await calls.aConfirmedUser();
    let { RefreshToken: token } = await calls.tokensOf(email);
    for (let day = 0; day < 29; day += 1) {
      passSeconds(86_400);
      token = (await calls.refresh(token)).AuthenticationResult?.RefreshToken ?? '';
    }
    passSeconds(86_401);
    await expect(refusal(calls.refresh(token))).resolves.toBe('NotAuthorizedException');
  });
});

it('an access token expires after ten minutes', async () => {
  const { email } = await calls.aConfirmedUser();
  const { AccessToken } = await calls.tokensOf(email);
  const get = () => target.client.send(new GetUserCommand({ AccessToken }));
  passSeconds(590);
  await expect(get()).resolves.toBeDefined();
  passSeconds(20);
  await expect(refusal(get())).resolves.toBe('NotAuthorizedException');
});

it('a challenge expires after three minutes', async () => {
  const { email, sub } = await calls.aConfirmedUser();
  const { Session, ChallengeParameters } = await calls.startCustomAuth(email);
  passSeconds(181);
  const answer = calls.assertion(sub, ChallengeParameters?.challenge);
  await expect(refusal(calls.answerChallenge(sub, { session: Session, answer }))).resolves.toBe(
    'NotAuthorizedException',
  );
});
