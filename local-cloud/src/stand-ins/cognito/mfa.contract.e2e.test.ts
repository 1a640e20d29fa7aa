import {
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { callsTo, refusal } from '../testing/cognito-calls.js';
import { secretHash, startCognitoTarget, type CognitoTarget } from '../testing/cognito-target.js';

let target: CognitoTarget;
let calls: ReturnType<typeof callsTo>;
beforeAll(async () => {
  target = await startCognitoTarget();
  calls = callsTo(target);
});
afterAll(() => target.stop());

const codeOf = (secret: string, step = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 });

const associate = async (AccessToken: string) =>
  (await target.client.send(new AssociateSoftwareTokenCommand({ AccessToken }))).SecretCode ?? '';
const verify = (AccessToken: string, UserCode: string) =>
  target.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
const prefer = (Username: string, isOn: boolean) =>
  target.client.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: target.userPoolId,
      Username,
      SoftwareTokenMfaSettings: { Enabled: isOn, PreferredMfa: isOn },
    }),
  );
const answer = (sub: string, Session: string | undefined, code: string) =>
  target.client.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId: target.userPoolId,
      ClientId: target.clientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session,
      ChallengeResponses: {
        USERNAME: sub,
        SOFTWARE_TOKEN_MFA_CODE: code,
        SECRET_HASH: secretHash(target, sub),
      },
    }),
  );

const aUserWithApp = async () => {
  const { email, sub } = await calls.aConfirmedUser();
  const { AccessToken } = await calls.tokensOf(email);
  const secret = await associate(AccessToken);
  await verify(AccessToken, codeOf(secret, -1));
  await prefer(sub, true);
  return { email, sub, secret, AccessToken };
};

describe('a software token', () => {
  it('takes effect once a code has proven it', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const { AccessToken } = await calls.tokensOf(email);
    await expect(refusal(prefer(sub, true))).resolves.toBe('InvalidParameterException');
    const secret = await associate(AccessToken);
    await expect(refusal(verify(AccessToken, '000000'))).resolves.toBe('EnableSoftwareTokenMFAException');
    await expect(verify(AccessToken, codeOf(secret))).resolves.toMatchObject({ Status: 'SUCCESS' });
    await expect(prefer(sub, true)).resolves.toBeDefined();
  });

  it('is asked for after a correct password, and not after a wrong one', async () => {
    const { email, sub, secret } = await aUserWithApp();
    await expect(refusal(calls.signIn(email, 'wrong-Maru-1!'))).resolves.toBe('NotAuthorizedException');
    const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await calls.signIn(email);
    expect({ ChallengeName, AuthenticationResult }).toEqual({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
    expect(ChallengeParameters?.USER_ID_FOR_SRP).toBe(sub);
    await expect(answer(sub, Session, codeOf(secret))).resolves.toHaveProperty('AuthenticationResult');
  });

  it('refuses a wrong code, and accepts each correct one once', async () => {
    const { email, sub, secret } = await aUserWithApp();
    const code = codeOf(secret);
    const first = await calls.signIn(email);
    await expect(refusal(answer(sub, first.Session, '000000'))).resolves.toBe('CodeMismatchException');
    const second = await calls.signIn(email);
    await answer(sub, second.Session, code);
    const third = await calls.signIn(email);
    await expect(refusal(answer(sub, third.Session, code))).resolves.toBe('ExpiredCodeException');
  });

  it('in use can also be checked with an access token', async () => {
    const { secret, AccessToken } = await aUserWithApp();
    await expect(refusal(verify(AccessToken, '000000'))).resolves.toBe('EnableSoftwareTokenMFAException');
    await expect(verify(AccessToken, codeOf(secret))).resolves.toMatchObject({ Status: 'SUCCESS' });
  });

  it("isn't asked for once it is disabled", async () => {
    const { email, sub } = await aUserWithApp();
    await prefer(sub, false);
    await expect(calls.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
  });
});
