import { randomBytes } from 'node:crypto';
import { text, type Operation } from '../context.js';
import type { StoredClient, StoredPool } from '../state.js';

const poolView = ({ users: _users, ...pool }: StoredPool) => pool;

const createUserPool: Operation = (fields, { state, region }) => {
  const Id = `${region}_${randomBytes(8).toString('hex').slice(0, 9)}`;
  // The SDK sends the caller's input; known settings are read from it where they matter.
  const pool = { ...fields, Id, Name: text(fields, 'PoolName'), users: {} } as StoredPool;
  state.addPool(pool);
  return { UserPool: poolView(pool) };
};

const createUserPoolClient: Operation = (fields, { state }) => {
  state.pool(text(fields, 'UserPoolId'));
  const secret = fields.GenerateSecret === true ? { ClientSecret: randomBytes(32).toString('hex') } : {};
  // As above.
  const client = { ...fields, ClientId: randomBytes(13).toString('hex'), ...secret } as StoredClient;
  state.addClient(client);
  return { UserPoolClient: client };
};

export const poolOperations: Record<string, Operation> = {
  CreateUserPool: createUserPool,
  DescribeUserPool: (fields, { state }) => ({ UserPool: poolView(state.pool(text(fields, 'UserPoolId'))) }),
  CreateUserPoolClient: createUserPoolClient,
  DescribeUserPoolClient: (fields, { state }) => ({ UserPoolClient: state.client(text(fields, 'ClientId')) }),
};
