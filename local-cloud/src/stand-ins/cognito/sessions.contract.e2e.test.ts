import {
  AdminInitiateAuthCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { callsTo, goodPassword, refusal } from '../testing/cognito-calls.js';
import { secretHash, startCognitoTarget, type CognitoTarget } from '../testing/cognito-target.js';

let target: CognitoTarget;
let calls: ReturnType<typeof callsTo>;

beforeAll(async () => {
  target = await startCognitoTarget();
  calls = callsTo(target);
});
afterAll(() => target.stop());

const getUser = (AccessToken: string) => target.client.send(new GetUserCommand({ AccessToken }));

/** The verifier of the services; the stand-in serves its keys at another URL than the issuer's. */
const verifierOf = (tokenUse: 'access' | 'id') => {
  const { endpoint, userPoolId, clientId } = target;
  const fetchKeys = async (uri: string) =>
    (await fetch(endpoint ? `${endpoint}/${userPoolId}/.well-known/jwks.json` : uri)).arrayBuffer();
  return CognitoJwtVerifier.create(
    { userPoolId, clientId, tokenUse },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
  );
};

describe('a password sign-in', () => {
  it("issues tokens that pass AWS's verifier", async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { AccessToken, IdToken, ExpiresIn, TokenType } = await calls.tokensOf(email);
    const access = await verifierOf('access').verify(AccessToken);
    expect(access).toMatchObject({ sub, username: sub, client_id: target.clientId, token_use: 'access' });
    expect(access.origin_jti).toEqual(expect.any(String));
    expect(access.exp - access.iat).toBe(600);
    expect({ ExpiresIn, TokenType }).toEqual({ ExpiresIn: 600, TokenType: 'Bearer' });
    await expect(verifierOf('id').verify(IdToken)).resolves.toMatchObject({
      sub,
      'cognito:username': sub,
      aud: target.clientId,
      email,
      email_verified: true,
    });
    await expect(refusal(verifierOf('access').verify(IdToken))).resolves.toMatch(/Error/);
  });

  it('accepts the address in any case, and the sub', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    await expect(calls.signIn(email.toUpperCase())).resolves.toHaveProperty('AuthenticationResult');
    await expect(calls.signIn(sub)).resolves.toHaveProperty('AuthenticationResult');
  });

  it('refuses a wrong password and an unknown user with the same error', async () => {
    const { email } = await calls.aConfirmedUser();
    const messages = await Promise.all(
      [email, 'nobody@maru.test', 'constructor', '__proto__'].map((each) =>
        calls.signIn(each, 'Wrong-2026!').catch((error: Error) => `${error.name}: ${error.message}`),
      ),
    );
    expect(new Set(messages)).toEqual(new Set(['NotAuthorizedException: Incorrect username or password.']));
  });

  it('locks after five wrong passwords, even for the correct one', async () => {
    const { email } = await calls.aConfirmedUser();
    const messages: string[] = [];
    for (let time = 0; time < 8; time += 1) {
      await calls.signIn(email, 'Wrong-2026!').catch((error: Error) => messages.push(error.message));
    }
    expect(messages.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'Incorrect username or password.'));
    expect(messages.at(-1)).toBe('Password attempts exceeded');
    await expect(calls.signIn(email)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('is refused while the account is disabled', async () => {
    const { email } = await calls.aConfirmedUser();
    const user = { UserPoolId: target.userPoolId, Username: email };
    const { RefreshToken } = await calls.tokensOf(email);
    await target.client.send(new AdminDisableUserCommand(user));
    await expect(refusal(calls.signIn(email))).resolves.toBe('NotAuthorizedException');
    await expect(refusal(calls.refresh(RefreshToken))).resolves.toBe('NotAuthorizedException');
    await target.client.send(new AdminEnableUserCommand(user));
    await expect(calls.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
  });

  it("is refused for a flow that the client doesn't allow", async () => {
    const { email } = await calls.aConfirmedUser();
    const AuthParameters = {
      USERNAME: email,
      PASSWORD: goodPassword,
      SECRET_HASH: secretHash(target, email),
    };
    const command = new InitiateAuthCommand({
      ClientId: target.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    });
    await expect(refusal(target.client.send(command))).resolves.toBe('InvalidParameterException');
  });

  it('is refused without the SECRET_HASH', async () => {
    const { email } = await calls.aConfirmedUser();
    const auth = {
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const,
      AuthParameters: { USERNAME: email, PASSWORD: goodPassword },
    };
    const command = new AdminInitiateAuthCommand({
      UserPoolId: target.userPoolId,
      ClientId: target.clientId,
      ...auth,
    });
    await expect(refusal(target.client.send(command))).resolves.toBe('NotAuthorizedException');
  });
});

describe('a sign-in by custom challenge', () => {
  it("issues tokens for the user service's assertion", async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { Session, ChallengeName, ChallengeParameters } = await calls.startCustomAuth(email);
    expect(ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect(ChallengeParameters?.USERNAME).toBe(sub);
    const answer = calls.assertion(sub, ChallengeParameters?.challenge);
    const { AuthenticationResult } = await calls.answerChallenge(sub, { session: Session, answer });
    await expect(verifierOf('access').verify(AuthenticationResult?.AccessToken ?? '')).resolves.toMatchObject(
      { sub },
    );
  });

  it.each([
    ['a forged one', (sub: string, challenge = '') => calls.assertion(sub, challenge, 'guessed')],
    ['one for another person', (_sub: string, challenge = '') => calls.assertion('somebody', challenge)],
    ['one for another challenge', (sub: string) => calls.assertion(sub, 'another')],
    ['nonsense', () => 'nonsense'],
  ])('refuses %s', async (_what, make) => {
    const { email, sub } = await calls.aConfirmedUser();
    const { Session, ChallengeParameters } = await calls.startCustomAuth(email);
    const answer = make(sub, ChallengeParameters?.challenge);
    const refused = calls.answerChallenge(sub, { session: Session, answer });
    await expect(refusal(refused)).resolves.toBe('NotAuthorizedException');
    const again = calls.answerChallenge(sub, {
      session: Session,
      answer: calls.assertion(sub, ChallengeParameters?.challenge),
    });
    await expect(refusal(again)).resolves.toMatch(/NotAuthorizedException|CodeMismatchException/);
  });

  it('accepts an answer once', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { Session, ChallengeParameters } = await calls.startCustomAuth(email);
    const given = { session: Session, answer: calls.assertion(sub, ChallengeParameters?.challenge) };
    await calls.answerChallenge(sub, given);
    await expect(refusal(calls.answerChallenge(sub, given))).resolves.toBe('NotAuthorizedException');
  });

  it("refuses an answer for another user's session", async () => {
    const [jimin, alice] = [await calls.aConfirmedUser(), await calls.aConfirmedUser()];
    const { Session, ChallengeParameters } = await calls.startCustomAuth(jimin.email);
    const answer = calls.assertion(alice.sub, ChallengeParameters?.challenge);
    const crossed = calls.answerChallenge(alice.sub, { session: Session, answer });
    await expect(refusal(crossed)).resolves.toBe('NotAuthorizedException');
  });

  it('requires the SECRET_HASH of the real user name, not of the address', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { Session, ChallengeParameters } = await calls.startCustomAuth(email);
    const answer = calls.assertion(sub, ChallengeParameters?.challenge);
    const byAddress = calls.answerChallenge(sub, { session: Session, answer, hashOf: email });
    await expect(refusal(byAddress)).resolves.toBe('NotAuthorizedException');
  });

  it('refuses an unknown user', async () => {
    await expect(refusal(calls.startCustomAuth('nobody@maru.test'))).resolves.toBe('NotAuthorizedException');
  });
});

describe('a refresh', () => {
  it('issues new tokens of the same session', async () => {
    const { email } = await calls.aConfirmedUser();
    const first = await calls.tokensOf(email);
    const { AuthenticationResult: second } = await calls.refresh(first.RefreshToken);
    expect(second?.RefreshToken).toEqual(expect.any(String));
    expect(second?.RefreshToken).not.toBe(first.RefreshToken);
    const verifier = verifierOf('access');
    const [before, after] = [
      await verifier.verify(first.AccessToken),
      await verifier.verify(second?.AccessToken ?? ''),
    ];
    expect(after.origin_jti).toBe(before.origin_jti);
    expect(after.auth_time).toBe(before.auth_time);
    expect(after.jti).not.toBe(before.jti);
  });

  it('may be repeated immediately, as by two tabs or after a lost response', async () => {
    const { email } = await calls.aConfirmedUser();
    const { RefreshToken } = await calls.tokensOf(email);
    const all = await Promise.all(Array.from({ length: 5 }, () => calls.refresh(RefreshToken)));
    for (const { AuthenticationResult } of all) {
      await expect(calls.refresh(AuthenticationResult?.RefreshToken ?? '')).resolves.toBeDefined();
    }
  });

  it.each([
    ['a made-up token', (token: string) => calls.refresh(`${token}x`)],
    ['a wrong client secret', (token: string) => calls.refresh(token, 'guessed')],
  ])('is refused for %s', async (_what, refresh) => {
    const { email } = await calls.aConfirmedUser();
    const { RefreshToken } = await calls.tokensOf(email);
    await expect(refusal(refresh(RefreshToken))).resolves.toBe('NotAuthorizedException');
  });

  it('allows only one flow if tokens rotate', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { RefreshToken } = await calls.tokensOf(email);
    const AuthParameters = { REFRESH_TOKEN: RefreshToken, SECRET_HASH: secretHash(target, sub) };
    const auth = { ClientId: target.clientId, AuthFlow: 'REFRESH_TOKEN_AUTH' as const, AuthParameters };
    await expect(target.client.send(new InitiateAuthCommand(auth))).rejects.toThrow();
  });
});

describe('a sign-out', () => {
  it('of one session revokes all its tokens, and no other session', async () => {
    const { email } = await calls.aConfirmedUser();
    const [first, other] = [await calls.tokensOf(email), await calls.tokensOf(email)];
    const { AuthenticationResult: rotated } = await calls.refresh(first.RefreshToken);
    await calls.revoke(rotated?.RefreshToken ?? '');
    for (const token of [first.RefreshToken, rotated?.RefreshToken ?? '']) {
      await expect(refusal(calls.refresh(token))).resolves.toMatch(
        /NotAuthorizedException|RefreshTokenReuseException/,
      );
    }
    await expect(refusal(getUser(first.AccessToken))).resolves.toBe('NotAuthorizedException');
    await expect(getUser(other.AccessToken)).resolves.toBeDefined();
    await expect(calls.refresh(other.RefreshToken)).resolves.toBeDefined();
  });

  it('may be repeated', async () => {
    const { email } = await calls.aConfirmedUser();
    const { RefreshToken } = await calls.tokensOf(email);
    await calls.revoke(RefreshToken);
    await expect(calls.revoke(RefreshToken)).resolves.toBeDefined();
  });

  const everywhere = {
    'by the person': (_email: string, AccessToken: string) =>
      target.client.send(new GlobalSignOutCommand({ AccessToken })),
    'by the service': (Username: string) =>
      target.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: target.userPoolId, Username })),
  };

  it.each(Object.entries(everywhere))(
    'everywhere, %s, ends every session; a new one works immediately',
    async (_by, signOut) => {
      const { email } = await calls.aConfirmedUser();
      const [first, second] = [await calls.tokensOf(email), await calls.tokensOf(email)];
      await signOut(email, first.AccessToken);
      for (const { AccessToken, RefreshToken } of [first, second]) {
        await expect(refusal(calls.refresh(RefreshToken))).resolves.toBe('NotAuthorizedException');
        await expect(refusal(getUser(AccessToken))).resolves.toBe('NotAuthorizedException');
      }
      const fresh = await calls.tokensOf(email);
      await expect(getUser(fresh.AccessToken)).resolves.toBeDefined();
      await expect(calls.refresh(fresh.RefreshToken)).resolves.toBeDefined();
    },
  );
});

describe('an access token, presented to Cognito', () => {
  it('identifies its user', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { AccessToken } = await calls.tokensOf(email);
    const { Username, UserAttributes } = await getUser(AccessToken);
    expect(Username).toBe(sub);
    expect(UserAttributes).toContainEqual({ Name: 'email', Value: email });
  });

  it.each([
    ['an id token', ({ IdToken }: { IdToken: string }) => IdToken],
    [
      'a changed one',
      ({ AccessToken }: { AccessToken: string }) => AccessToken.replace(/\.[^.]+\./, '.e30.'),
    ],
    ['nonsense', () => 'a.b.c'],
  ])('is not %s', async (_what, choose) => {
    const { email } = await calls.aConfirmedUser();
    const name = await refusal(getUser(choose(await calls.tokensOf(email))));
    expect(name).toBe('NotAuthorizedException');
  });

  it('changes the password together with the old one', async () => {
    const { email } = await calls.aConfirmedUser();
    const { AccessToken } = await calls.tokensOf(email);
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      target.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
    await expect(refusal(change('Wrong-2026!', 'Another-2026!'))).resolves.toBe('NotAuthorizedException');
    await expect(refusal(change(goodPassword, 'weak'))).resolves.toBe('InvalidPasswordException');
    await change(goodPassword, 'Another-2026!');
    await expect(calls.signIn(email, 'Another-2026!')).resolves.toHaveProperty('AuthenticationResult');
  });
});
