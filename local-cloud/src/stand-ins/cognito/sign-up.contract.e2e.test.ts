import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEmail, callsTo, goodPassword, refusal } from '../testing/cognito-calls.js';
import { secretHash, startCognitoTarget, type CognitoTarget } from '../testing/cognito-target.js';

// Only the stand-in's mails can be read, so tests know the code only there.
const withMails = process.env.CONTRACT_COGNITO === 'aws' ? describe.skip : describe;

let target: CognitoTarget;
let calls: ReturnType<typeof callsTo>;

beforeAll(async () => {
  target = await startCognitoTarget();
  calls = callsTo(target);
});
afterAll(() => target.stop());

const lastCode = async (email: string) => (await target.mailedCode?.(email)) ?? '';
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const named = (email: string) => ({
  ClientId: target.clientId,
  SecretHash: secretHash(target, email),
  Username: email,
});
const userOf = (email: string) =>
  target.client.send(new AdminGetUserCommand({ UserPoolId: target.userPoolId, Username: email }));
const resend = (email: string) => target.client.send(new ResendConfirmationCodeCommand(named(email)));
const forgot = (email: string) => target.client.send(new ForgotPasswordCommand(named(email)));
const reset = (email: string, ConfirmationCode: string, Password = 'Another-2026!') =>
  target.client.send(new ConfirmForgotPasswordCommand({ ...named(email), ConfirmationCode, Password }));

describe('SignUp', () => {
  it('creates an unconfirmed user named by a new sub', async () => {
    const email = anEmail();
    const { UserSub, UserConfirmed, CodeDeliveryDetails } = await calls.signUp(email);
    expect(UserConfirmed).toBe(false);
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });
    expect(CodeDeliveryDetails?.Destination).toMatch(/^j\*\*\*@m\*\*\*/);
    await expect(userOf(email)).resolves.toMatchObject({
      Username: UserSub,
      UserStatus: 'UNCONFIRMED',
      Enabled: true,
      UserAttributes: expect.arrayContaining([
        { Name: 'sub', Value: UserSub },
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'false' },
      ]),
    });
  });

  it('accepts an address once, in whatever case', async () => {
    const email = anEmail();
    await calls.signUp(email);
    await expect(refusal(calls.signUp(email))).resolves.toBe('UsernameExistsException');
    await expect(refusal(calls.signUp(email.toUpperCase()))).resolves.toBe('UsernameExistsException');
  });

  it('accepts an address once even for two concurrent sign-ups', async () => {
    const email = anEmail();
    const results = await Promise.allSettled([calls.signUp(email), calls.signUp(email)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['too short', 'Ab1!xyz'],
    ['without a number', 'Maru-good-good!'],
    ['without a lowercase letter', 'MARU-2026-GOOD!'],
    ['without a symbol', 'Maru2026good'],
    ['with Hangul for a symbol', '마루마루ab12'],
    ['with Hangul beside a symbol', '마루마루ab12!'],
    ['with a space at its start', ' Maru-2026-good!'],
    ['with a space for a symbol at its end', 'Maru2026good '],
    ['empty', ''],
  ])('refuses a password that is %s', async (_what, password) => {
    const name = await refusal(calls.signUp(anEmail(), password));
    expect(['InvalidPasswordException', 'InvalidParameterException']).toContain(name);
  });

  it.each(['jimin', 'not an address@maru.test', '@'])('refuses %s as an address', async (name) => {
    await expect(refusal(calls.signUp(name))).resolves.toBe('InvalidParameterException');
  });

  it.each(['email_verified', 'sub'])('refuses a client that sets %s', async (Name) => {
    const email = anEmail();
    const UserAttributes = [{ Name, Value: 'true' }];
    const command = new SignUpCommand({ ...named(email), Password: goodPassword, UserAttributes });
    const name = await refusal(target.client.send(command));
    expect(['NotAuthorizedException', 'InvalidParameterException']).toContain(name);
    await expect(refusal(userOf(email))).resolves.toBe('UserNotFoundException');
  });

  it.each([
    ['no SECRET_HASH', () => undefined],
    ['that of another name', () => secretHash(target, 'somebody@maru.test')],
  ])('refuses %s', async (_what, hash) => {
    const command = new SignUpCommand({ ...named(anEmail()), SecretHash: hash(), Password: goodPassword });
    await expect(refusal(target.client.send(command))).resolves.toBe('NotAuthorizedException');
  });
});

describe('an unconfirmed account', () => {
  it('is reported after a correct password, not after a wrong one', async () => {
    const email = anEmail();
    await calls.signUp(email);
    await expect(refusal(calls.signIn(email))).resolves.toBe('UserNotConfirmedException');
    await expect(refusal(calls.signIn(email, 'Wrong-2026!'))).resolves.toBe('NotAuthorizedException');
  });

  it('is hidden from a password reset', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const { CodeDeliveryDetails } = await forgot(email);
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL' });
  });
});

withMails('ConfirmSignUp', () => {
  it('confirms the account and its address with the mailed code', async () => {
    const email = anEmail();
    await calls.signUp(email);
    await calls.confirm(email, await lastCode(email));
    await expect(userOf(email)).resolves.toMatchObject({
      UserStatus: 'CONFIRMED',
      UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]),
    });
    await expect(calls.signIn(email)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
  });

  it('works once', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const code = await lastCode(email);
    await calls.confirm(email, code);
    await expect(refusal(calls.confirm(email, code))).resolves.toBe('NotAuthorizedException');
  });

  it('refuses a wrong code, and after five of them the correct one too', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const code = await lastCode(email);
    for (let time = 0; time < 5; time += 1) {
      await expect(refusal(calls.confirm(email, wrong(code)))).resolves.toBe('CodeMismatchException');
    }
    const name = await refusal(calls.confirm(email, code));
    expect(['TooManyFailedAttemptsException', 'LimitExceededException']).toContain(name);
  });

  it('accepts only the newest code', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const first = await lastCode(email);
    await resend(email);
    const second = await lastCode(email);
    if (first !== second)
      await expect(refusal(calls.confirm(email, first))).resolves.toBe('CodeMismatchException');
    await calls.confirm(email, second);
  });

  it('hides missing users', async () => {
    const name = await refusal(calls.confirm(anEmail('nobody'), '123456'));
    expect(['CodeMismatchException', 'ExpiredCodeException']).toContain(name);
  });

  it('accepts 15 attempts per hour', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const names: string[] = [];
    for (let time = 0; time < 16; time += 1) {
      if (time === 5 || time === 10) await resend(email);
      names.push(await refusal(calls.confirm(email, wrong(await lastCode(email)))));
    }
    expect(names.slice(0, 15)).not.toContain('LimitExceededException');
    expect(names[15]).toBe('LimitExceededException');
  });
});

withMails('ResendConfirmationCode', () => {
  it('works five times per hour', async () => {
    const email = anEmail();
    await calls.signUp(email);
    for (let time = 0; time < 5; time += 1) await resend(email);
    await expect(refusal(resend(email))).resolves.toBe('LimitExceededException');
  });

  it('is refused once confirmed, and hides missing users', async () => {
    const { email } = await calls.aConfirmedUser();
    await expect(refusal(resend(email))).resolves.toBe('InvalidParameterException');
    await expect(resend(anEmail('nobody'))).resolves.toHaveProperty(
      'CodeDeliveryDetails.DeliveryMedium',
      'EMAIL',
    );
  });
});

withMails('a forgotten password', () => {
  it('replaces the password with the mailed code, once', async () => {
    const { email } = await calls.aConfirmedUser();
    await forgot(email);
    const code = await lastCode(email);
    await reset(email, code);
    await expect(refusal(calls.signIn(email))).resolves.toBe('NotAuthorizedException');
    await expect(calls.signIn(email, 'Another-2026!')).resolves.toHaveProperty('AuthenticationResult');
    await expect(refusal(reset(email, code))).resolves.toBe('ExpiredCodeException');
  });

  it('enforces the password rules, and keeps the code valid after a refusal', async () => {
    const { email } = await calls.aConfirmedUser();
    await forgot(email);
    const code = await lastCode(email);
    await expect(refusal(reset(email, code, 'weak'))).resolves.toBe('InvalidPasswordException');
    await reset(email, code);
  });

  it('unlocks an account that wrong passwords had locked', async () => {
    const { email } = await calls.aConfirmedUser();
    for (let time = 0; time < 8; time += 1) await refusal(calls.signIn(email, 'Wrong-2026!'));
    await forgot(email);
    await reset(email, await lastCode(email));
    await expect(calls.signIn(email, 'Another-2026!')).resolves.toHaveProperty('AuthenticationResult');
  });

  it('hides missing users', async () => {
    const nobody = anEmail('nobody');
    await expect(forgot(nobody)).resolves.toHaveProperty('CodeDeliveryDetails.DeliveryMedium', 'EMAIL');
    const name = await refusal(reset(nobody, '123456'));
    expect(['CodeMismatchException', 'ExpiredCodeException']).toContain(name);
  });
});
