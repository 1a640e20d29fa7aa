import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEmail, callsTo, goodPassword, refusal } from '../testing/cognito-calls.js';
import { secretHash, startCognitoTarget, type CognitoTarget } from '../testing/cognito-target.js';

let target: CognitoTarget;
let calls: ReturnType<typeof callsTo>;
let pool: { UserPoolId: string };

beforeAll(async () => {
  target = await startCognitoTarget();
  calls = callsTo(target);
  pool = { UserPoolId: target.userPoolId };
});
afterAll(() => target.stop());

const userOf = (Username: string) => target.client.send(new AdminGetUserCommand({ ...pool, Username }));
const update = (Username: string, ...attributes: [Name: string, Value: string][]) => {
  const UserAttributes = attributes.map(([Name, Value]) => ({ Name, Value }));
  return target.client.send(new AdminUpdateUserAttributesCommand({ ...pool, Username, UserAttributes }));
};
const attributesOf = async (Username: string) => {
  const { UserAttributes = [] } = await userOf(Username);
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
};

describe("the product's user pool", () => {
  it('signs in by e-mail, mails codes, and enforces the password rules of the sign-up page', async () => {
    const { UserPool } = await target.client.send(new DescribeUserPoolCommand(pool));
    expect(UserPool).toMatchObject({
      Id: target.userPoolId,
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
    });
    expect(target.userPoolId).toMatch(/^[a-z]+-[a-z]+-\d_[0-9A-Za-z]{9}$/);
  });

  it('has a client with a secret, short-lived access tokens and rotating refresh tokens', async () => {
    const command = new DescribeUserPoolClientCommand({ ...pool, ClientId: target.clientId });
    const { UserPoolClient } = await target.client.send(command);
    expect(UserPoolClient).toMatchObject({
      ClientSecret: target.clientSecret,
      PreventUserExistenceErrors: 'ENABLED',
      AccessTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    });
    expect(UserPoolClient?.ExplicitAuthFlows?.slice().sort()).toEqual([
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_CUSTOM_AUTH',
    ]);
  });

  it('is reachable by its own ids only', async () => {
    const Username = anEmail();
    const elsewhere = { UserPoolId: `${target.userPoolId.slice(0, -1)}_`, Username };
    const name = await refusal(target.client.send(new AdminGetUserCommand(elsewhere)));
    expect(['ResourceNotFoundException', 'InvalidParameterException']).toContain(name);
    await expect(refusal(userOf('constructor'))).resolves.toBe('UserNotFoundException');
  });
});

describe('an account created by the service', () => {
  const create = (Username: string, TemporaryPassword?: string) => {
    const UserAttributes = [{ Name: 'email', Value: Username }];
    const command = {
      ...pool,
      Username,
      UserAttributes,
      TemporaryPassword,
      MessageAction: 'SUPPRESS' as const,
    };
    return target.client.send(new AdminCreateUserCommand(command));
  };

  it('needs a permanent password before it can sign in', async () => {
    const email = anEmail();
    const { User } = await create(email, goodPassword);
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
    const { ChallengeName, Session, ChallengeParameters } = await calls.signIn(email);
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const USERNAME = ChallengeParameters?.USER_ID_FOR_SRP ?? '';
    const { AuthenticationResult } = await target.client.send(
      new AdminRespondToAuthChallengeCommand({
        ...pool,
        ClientId: target.clientId,
        ChallengeName,
        Session,
        ChallengeResponses: {
          USERNAME,
          NEW_PASSWORD: 'Another-2026!',
          SECRET_HASH: secretHash(target, USERNAME),
        },
      }),
    );
    expect(AuthenticationResult?.AccessToken).toEqual(expect.any(String));
    await expect(userOf(email)).resolves.toMatchObject({ UserStatus: 'CONFIRMED' });
  });

  it('is refused for a taken address or a weak password', async () => {
    const { email } = await calls.aConfirmedUser();
    await expect(refusal(create(email))).resolves.toBe('UsernameExistsException');
    await expect(refusal(create(anEmail(), 'weak'))).resolves.toBe('InvalidPasswordException');
  });

  it('gets a permanent password or a temporary one', async () => {
    const { email } = await calls.aConfirmedUser();
    const set = (Password: string, Permanent: boolean) =>
      target.client.send(new AdminSetUserPasswordCommand({ ...pool, Username: email, Password, Permanent }));
    await expect(refusal(set('weak', true))).resolves.toBe('InvalidPasswordException');
    await set('Another-2026!', true);
    await expect(calls.signIn(email, 'Another-2026!')).resolves.toHaveProperty('AuthenticationResult');
    await set('Temporary-2026!', false);
    await expect(calls.signIn(email, 'Temporary-2026!')).resolves.toHaveProperty(
      'ChallengeName',
      'NEW_PASSWORD_REQUIRED',
    );
  });
});

describe('an account', () => {
  it('may be confirmed by the service, once', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const confirm = () => target.client.send(new AdminConfirmSignUpCommand({ ...pool, Username: email }));
    await confirm();
    await expect(calls.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
    await expect(refusal(confirm())).resolves.toBe('NotAuthorizedException');
    await expect(attributesOf(email)).resolves.toMatchObject({ email_verified: 'false' });
  });

  it('loses its confirmation when its address changes', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    const next = anEmail('new');
    await update(sub, ['email', next]);
    await expect(attributesOf(sub)).resolves.toMatchObject({ email: next, email_verified: 'false' });
    await expect(refusal(userOf(email))).resolves.toBe('UserNotFoundException');
    const proven = anEmail('proven');
    await update(sub, ['email', proven], ['email_verified', 'true']);
    await expect(attributesOf(sub)).resolves.toMatchObject({ email: proven, email_verified: 'true' });
  });

  it("can't take another account's address or change its sub", async () => {
    const [jimin, alice] = [await calls.aConfirmedUser(), await calls.aConfirmedUser()];
    await expect(refusal(update(jimin.sub, ['email', alice.email.toUpperCase()]))).resolves.toBe(
      'AliasExistsException',
    );
    await expect(refusal(update(jimin.sub, ['sub', alice.sub]))).resolves.toBe('InvalidParameterException');
  });

  it('is gone after deletion, and its address is free', async () => {
    const { email } = await calls.aConfirmedUser();
    const { AccessToken, RefreshToken } = await calls.tokensOf(email);
    expect(AccessToken).toEqual(expect.any(String));
    const remove = () => target.client.send(new AdminDeleteUserCommand({ ...pool, Username: email }));
    await remove();
    await expect(refusal(remove())).resolves.toBe('UserNotFoundException');
    await expect(refusal(calls.refresh(RefreshToken))).resolves.toBe('NotAuthorizedException');
    await expect(calls.signUp(email)).resolves.toHaveProperty('UserConfirmed', false);
  });
});

describe('ListUsers', () => {
  const list = (options: { Filter?: string; Limit?: number; PaginationToken?: string }) =>
    target.client.send(new ListUsersCommand({ ...pool, ...options }));

  it('finds by address in any case, by sub, and by prefix', async () => {
    const { email, sub } = await calls.aConfirmedUser();
    for (const Filter of [
      `email = "${email}"`,
      `"email"="${email.toUpperCase()}"`,
      `sub = "${sub}"`,
      `email ^= "${email.slice(0, 20)}"`,
    ]) {
      const { Users = [] } = await list({ Filter });
      expect(Users).toHaveLength(1);
      expect(Users[0]).toMatchObject({ Username: sub, UserStatus: 'CONFIRMED', Enabled: true });
      expect(Users[0]?.Attributes).toContainEqual({ Name: 'email', Value: email });
      expect(Users[0]?.UserCreateDate).toBeInstanceOf(Date);
    }
  });

  it('treats quotes in a filter as text', async () => {
    await expect(list({ Filter: String.raw`email = "x\" or email ^= \""` })).resolves.toMatchObject({
      Users: [],
    });
    await expect(refusal(list({ Filter: 'email like "a"' }))).resolves.toBe('InvalidParameterException');
  });

  it('finds by status', async () => {
    const email = anEmail();
    await calls.signUp(email);
    const { Users = [] } = await list({ Filter: 'cognito:user_status = "UNCONFIRMED"' });
    expect(Users.flatMap(({ Attributes }) => Attributes)).toContainEqual({ Name: 'email', Value: email });
  });

  it('is paged', async () => {
    await calls.aConfirmedUser();
    const names: unknown[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await list({ Limit: 2, PaginationToken });
      expect(page.Users?.length).toBeLessThanOrEqual(2);
      names.push(...(page.Users ?? []).map(({ Username }) => Username));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken);
    expect(new Set(names).size).toBe(names.length);
    const { Users = [] } = await list({});
    expect(names).toHaveLength(Users.length);
  });
});
