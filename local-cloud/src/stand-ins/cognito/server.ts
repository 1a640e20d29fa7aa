import express, { type Express } from 'express';
import { CognitoError } from './cognito-error.js';
import type { CognitoContext, Fields, Operation } from './context.js';
import { accountOperations } from './operations/accounts.js';
import { authOperations } from './operations/auth.js';
import { mfaOperations } from './operations/mfa.js';
import { poolOperations } from './operations/pools.js';
import { signUpOperations } from './operations/sign-up.js';

const operations: Record<string, Operation> = {
  ...poolOperations,
  ...signUpOperations,
  ...authOperations,
  ...accountOperations,
  ...mfaOperations,
};

const contentType = 'application/x-amz-json-1.1';

/** Read-only operations, which need no saving. */
const isReading = (name: string) => /^(AdminGet|GetUser|Describe|List)/.test(name);

const parseJson = (body: unknown): unknown => {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
};

const perform = async (name: string, body: unknown, context: CognitoContext): Promise<unknown> => {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation)
    throw new CognitoError('UnknownOperationException', `${name} is not offered by this stand-in`);
  if (typeof body !== 'object' || body === null)
    throw new CognitoError('SerializationException', 'No JSON object');
  try {
    // Each operation checks the fields that it reads.
    return await operation(body as Fields, context);
  } finally {
    // A refused call counts as an attempt, which must be saved as well.
    if (!isReading(name)) context.state.changed();
  }
};

const errorReply = (name: string, error: unknown) => {
  if (error instanceof CognitoError) return { status: 400, __type: error.type, message: error.message };
  process.stderr.write(`cognito ${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
  return { status: 500, __type: 'InternalErrorException', message: 'Internal error' };
};

/** Cognito's JSON protocol: `x-amz-target` names the operation; errors are 400 with their name in `__type`. */
export const createCognitoApp = (context: CognitoContext): Express => {
  const app = express().disable('x-powered-by');

  app.get('/:poolId/.well-known/jwks.json', (_req, res) => void res.json(context.tokens.jwks()));
  app.get('/health', (_req, res) => void res.json({ status: 'ok' }));

  app.post('/', express.text({ type: () => true, limit: '1mb' }), async (req, res) => {
    const name = req.get('x-amz-target')?.split('.')[1] ?? '';
    res.type(contentType);
    try {
      res.send(JSON.stringify((await perform(name, parseJson(req.body), context)) ?? {}));
    } catch (error) {
      const { status, ...reply } = errorReply(name, error);
      res.status(status).send(JSON.stringify(reply));
    }
  });
  return app;
};
