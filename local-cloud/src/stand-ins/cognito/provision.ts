import type { CognitoContext } from './context.js';
import { poolOperations } from './operations/pools.js';
import type { StoredClient } from './state.js';

const poolName = 'maru';

/** The settings of the real pool and client, as the infrastructure defines them. */
const poolSettings = {
  PoolName: poolName,
  UsernameAttributes: ['email'],
  AutoVerifiedAttributes: ['email'],
  Policies: {
    PasswordPolicy: { MinimumLength: 8, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true },
  },
};

const clientSettings = {
  ClientName: 'user-service',
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH'],
  PreventUserExistenceErrors: 'ENABLED',
  AccessTokenValidity: 10,
  IdTokenValidity: 10,
  RefreshTokenValidity: 30,
  TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
};

/** The user service's pool and client: created at the first start, updated to these settings at each start. */
export const provisionPool = async (
  context: CognitoContext,
): Promise<Required<Pick<StoredClient, 'ClientId' | 'ClientSecret' | 'UserPoolId'>>> => {
  const { state } = context;
  const pool = () => state.pools.find(({ Name }) => Name === poolName);
  if (!pool()) await poolOperations.CreateUserPool?.(poolSettings, context);
  Object.assign(pool() ?? {}, poolSettings);
  const UserPoolId = pool()?.Id ?? '';
  const client = () => state.clients.find((each) => each.UserPoolId === UserPoolId);
  if (!client()) await poolOperations.CreateUserPoolClient?.({ ...clientSettings, UserPoolId }, context);
  Object.assign(client() ?? {}, clientSettings);
  const { ClientId = '', ClientSecret = '' } = client() ?? {};
  // The services learn these ids now, so they must survive a crash.
  state.flush();
  return { ClientId, ClientSecret, UserPoolId };
};
