import express, { type Express } from 'express';
import { CognitoError } from './cognito-error.js';
import type { CognitoContext, Operation } from './context.js';
import { accountOperations } from './operations/accounts.js';
import { authOperations } from './operations/auth.js';
import { poolOperations } from './operations/pools.js';
import { signUpOperations } from './operations/sign-up.js';

const operations: Record<string, Operation> = {
  ...poolOperations,
  ...signUpOperations,
  ...authOperations,
  ...accountOperations,
};

const contentType = 'application/x-amz-json-1.1';

/** Cognito's JSON protocol: `x-amz-target` names the operation, errors are 400 with their name in `__type`. */
export const createCognitoApp = (context: CognitoContext): Express => {
  const app = express().disable('x-powered-by');

  app.get('/:poolId/.well-known/jwks.json', (_req, res) => void res.json(context.tokens.jwks()));
  app.get('/health', (_req, res) => void res.json({ status: 'ok' }));

  app.post('/', express.json({ type: () => true, limit: '1mb' }), async (req, res) => {
    const name = req.get('x-amz-target')?.split('.')[1] ?? '';
    try {
      const operation = operations[name];
      if (!operation)
        throw new CognitoError('UnknownOperationException', `${name} is not offered by this stand-in`);
      const reply = await operation(req.body as Record<string, unknown>, context);
      context.state.save();
      res.type(contentType).send(JSON.stringify(reply));
    } catch (error) {
      context.state.save();
      const isKnown = error instanceof CognitoError;
      if (!isKnown) process.stderr.write(`cognito ${name}: ${String(error)}\n`);
      const __type = isKnown ? error.type : 'InternalErrorException';
      res.status(isKnown ? 400 : 500).type(contentType);
      res.send(JSON.stringify({ __type, message: isKnown ? error.message : 'Internal error' }));
    }
  });
  return app;
};
