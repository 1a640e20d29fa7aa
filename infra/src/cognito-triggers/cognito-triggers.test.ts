import { describe, expect, it } from '@jest/globals';
import { createAuthChallenge } from './create-auth-challenge.js';
import { customMessage } from './custom-message.js';
import { defineAuthChallenge } from './define-auth-challenge.js';
import { isValidAssertion, signAssertion } from './sign-in-assertion.js';
import { createVerifyAuthChallenge } from './verify-auth-challenge.js';

const secret = 'a-secret-that-both-sides-know';
const now = new Date('2026-11-24T00:00:00Z');
const inSeconds = (seconds: number) => now.getTime() / 1000 + seconds;
const expected = { secret, sub: 'jimin', challenge: 'c-1', now };

describe('a sign-in assertion', () => {
  const good = { sub: 'jimin', challenge: 'c-1', exp: inSeconds(30) };

  it('is valid for its user, challenge and minute', () => {
    expect(isValidAssertion(signAssertion(secret, good), expected)).toBe(true);
  });

  it.each([
    ['another person', signAssertion(secret, { ...good, sub: 'alice' })],
    ['another challenge', signAssertion(secret, { ...good, challenge: 'c-2' })],
    ['the past', signAssertion(secret, { ...good, exp: inSeconds(-1) })],
    ['too long a time', signAssertion(secret, { ...good, exp: inSeconds(61) })],
    ['another secret', signAssertion('guessed', good)],
    ['nothing', ''],
    ['garbage', 'a.b.c'],
    [
      'a changed body',
      `${Buffer.from('{}').toString('base64url')}.${signAssertion(secret, good).split('.')[1]}`,
    ],
  ])('is refused for %s', (_what, answer) => expect(isValidAssertion(answer, expected)).toBe(false));
});

const result = (challengeResult: boolean, challengeName = 'CUSTOM_CHALLENGE') => ({
  challengeName,
  challengeResult,
});

describe('defineAuthChallenge', () => {
  it.each([
    ['nothing answered yet', [], { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false }],
    ['a right answer', [result(true)], { issueTokens: true, failAuthentication: false }],
    ['a wrong answer', [result(false)], { issueTokens: false, failAuthentication: true }],
    [
      'a right one after a wrong one',
      [result(false), result(true)],
      { issueTokens: false, failAuthentication: true },
    ],
    ['another challenge', [result(true, 'SRP_A')], { issueTokens: false, failAuthentication: true }],
  ])('after %s', async (_what, session, response) => {
    const event = await defineAuthChallenge({ request: { session }, response: {} });
    expect(event.response).toMatchObject(response);
  });

  it("never signs in a user who doesn't exist", async () => {
    const event = await defineAuthChallenge({ request: { session: [], userNotFound: true }, response: {} });
    expect(event.response).toMatchObject({ issueTokens: false, failAuthentication: true });
  });
});

it('a challenge is fresh each time and accepts only its own assertion', async () => {
  const make = () => createAuthChallenge({ request: { challengeName: 'CUSTOM_CHALLENGE' }, response: {} });
  const [first, second] = [await make(), await make()];
  const challenge = first.response.publicChallengeParameters?.challenge ?? '';
  expect(challenge).not.toBe(second.response.publicChallengeParameters?.challenge);

  const challengeAnswer = signAssertion(secret, { sub: 'jimin', challenge, exp: Date.now() / 1000 + 30 });
  const verify = async (privateChallengeParameters: Record<string, string> = {}) => {
    const request = { challengeAnswer, privateChallengeParameters };
    return (await createVerifyAuthChallenge(secret)({ userName: 'jimin', request, response: {} })).response
      .answerCorrect;
  };
  await expect(verify(first.response.privateChallengeParameters)).resolves.toBe(true);
  await expect(verify(second.response.privateChallengeParameters)).resolves.toBe(false);
  await expect(verify({})).resolves.toBe(false);
});

describe('customMessage', () => {
  const mail = async (locale: string | undefined, triggerSource: string) => {
    const request = { codeParameter: '{####}', clientMetadata: locale ? { locale } : undefined };
    const { response } = await customMessage({ triggerSource, request, response: {} });
    return response;
  };

  it.each([
    ['ko', 'CustomMessage_SignUp', '가입 인증 코드', '24시간'],
    ['en', 'CustomMessage_SignUp', 'sign-up code', '24 hours'],
    ['en', 'CustomMessage_ResendCode', 'sign-up code', '24 hours'],
    ['ko', 'CustomMessage_ForgotPassword', '비밀번호 재설정', '1시간'],
    ['en', 'CustomMessage_ForgotPassword', 'password reset', 'one hour'],
    ['fr', 'CustomMessage_SignUp', '가입 인증 코드', '24시간'],
    [undefined, 'CustomMessage_SignUp', '가입 인증 코드', '24시간'],
  ])('in %s, writes %s', async (locale, triggerSource, subject, validity) => {
    const { emailSubject, emailMessage = '' } = await mail(locale, triggerSource);
    expect(emailSubject).toContain(subject);
    expect(emailMessage).toContain('{####}');
    expect(emailMessage).toContain(validity);
    expect(emailMessage).toContain(`<html lang="${locale === 'en' ? 'en' : 'ko'}">`);
    // Cognito's limit for a message.
    expect(emailMessage.length).toBeLessThan(20_000);
  });

  it("leaves every other mail to Cognito's own text", async () => {
    await expect(mail('ko', 'CustomMessage_AdminCreateUser')).resolves.toEqual({});
  });
});
