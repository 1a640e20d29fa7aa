import { createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  type CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEmail, goodPassword, refusal } from '../testing/cognito-calls.js';
import { startCognitoTarget, type CognitoTarget } from '../testing/cognito-target.js';

// Creates pools with other settings than the product's; in AWS it would leave them behind.
let target: CognitoTarget;
let UserPoolId: string;

beforeAll(async () => {
  target = await startCognitoTarget();
  const command = new CreateUserPoolCommand({ PoolName: 'other', UsernameAttributes: ['email'] });
  UserPoolId = (await target.client.send(command)).UserPool?.Id ?? '';
});
afterAll(() => target.stop());

const aClient = async (settings: Partial<CreateUserPoolClientCommandInput>) => {
  const command = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'other', ...settings });
  const { UserPoolClient } = await target.client.send(command);
  const { ClientId = '', ClientSecret } = UserPoolClient ?? {};
  const hash = (username: string) =>
    createHmac('sha256', ClientSecret ?? '')
      .update(username + ClientId)
      .digest('base64');
  return { ClientId, ClientSecret, hash };
};

const aUser = async () => {
  const Username = anEmail();
  const create = new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' });
  const { User } = await target.client.send(create);
  const password = { UserPoolId, Username, Password: goodPassword, Permanent: true };
  await target.client.send(new AdminSetUserPasswordCommand(password));
  return { email: Username, sub: User?.Username ?? '' };
};

describe('a client without rotation', () => {
  const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

  it('refreshes any number of times by REFRESH_TOKEN_AUTH, with the hash of the real user name', async () => {
    const { ClientId, hash } = await aClient({
      GenerateSecret: true,
      ExplicitAuthFlows: [...ExplicitAuthFlows],
    });
    const { email, sub } = await aUser();
    const AuthParameters = { USERNAME: email, PASSWORD: goodPassword, SECRET_HASH: hash(email) };
    const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    const { AuthenticationResult } = await target.client.send(signIn);
    const refresh = (username: string) => {
      const parameters = {
        REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '',
        SECRET_HASH: hash(username),
      };
      const auth = { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' as const, AuthParameters: parameters };
      return target.client.send(new InitiateAuthCommand(auth));
    };
    for (let time = 0; time < 2; time += 1) {
      const { AuthenticationResult: next } = await refresh(sub);
      expect(next?.AccessToken).toEqual(expect.any(String));
      expect(next?.RefreshToken).toBeUndefined();
    }
    await expect(refusal(refresh(email))).resolves.toBe('NotAuthorizedException');
  });

  it('without a secret needs no hash', async () => {
    const { ClientId, ClientSecret } = await aClient({ ExplicitAuthFlows: [...ExplicitAuthFlows] });
    expect(ClientSecret).toBeUndefined();
    const { email } = await aUser();
    const AuthParameters = { USERNAME: email, PASSWORD: goodPassword };
    const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    await expect(target.client.send(signIn)).resolves.toHaveProperty(
      'AuthenticationResult.TokenType',
      'Bearer',
    );
  });
});

it("a client that doesn't hide users reports missing ones", async () => {
  const { ClientId } = await aClient({ PreventUserExistenceErrors: 'LEGACY' });
  const forgot = new ForgotPasswordCommand({ ClientId, Username: anEmail('nobody') });
  await expect(refusal(target.client.send(forgot))).resolves.toBe('UserNotFoundException');
});

it("a client belongs to one pool: users of another can't sign in with it", async () => {
  const { ClientId } = await aClient({ ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] });
  const { email } = await aUser();
  const AuthParameters = { USERNAME: email, PASSWORD: goodPassword };
  const auth = { ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const, AuthParameters };
  const elsewhere = new AdminInitiateAuthCommand({ UserPoolId: target.userPoolId, ...auth });
  await expect(refusal(target.client.send(elsewhere))).resolves.toBe('ResourceNotFoundException');
  await expect(
    target.client.send(new AdminInitiateAuthCommand({ UserPoolId, ...auth })),
  ).resolves.toHaveProperty('AuthenticationResult');
});

describe('a request that no SDK sends', () => {
  it.each([
    ['an unknown operation', 'toString', '{}', 'UnknownOperationException'],
    ['no JSON', 'SignUp', '{', 'SerializationException'],
    ['a list', 'SignUp', 'null', 'SerializationException'],
    ['a field of another type', 'SignUp', '{"ClientId":7}', 'InvalidParameterException'],
  ])('is refused: %s', async (_what, operation, body, type) => {
    const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
    const response = await fetch(target.endpoint ?? '', { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({ __type: type });
  });
});
