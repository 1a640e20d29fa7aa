import { randomUUID } from 'node:crypto';
import { CognitoError, notAuthorized } from '../cognito-error.js';
import { countAttempt, redeemCode } from '../codes.js';
import {
  attributesFrom,
  checkSecretHash,
  codeDelivery,
  mailCode,
  optionalText,
  poolOf,
  text,
  textMap,
  type CognitoContext,
  type Fields,
  type Operation,
} from '../context.js';
import { checkPolicy, setPassword } from '../passwords.js';
import {
  epochSeconds,
  findUser,
  mustFindUser,
  type StoredPool,
  type StoredUser,
  type UserStatus,
} from '../state.js';

const clientAndPool = (fields: Fields, context: CognitoContext) => {
  const client = context.state.client(text(fields, 'ClientId'));
  checkSecretHash(client, text(fields, 'Username'), optionalText(fields, 'SecretHash'));
  return { client, pool: poolOf(context, client) };
};

/** ASCII on both sides: an internationalized domain must come in Punycode. */
const emailPattern = /^[\x21-\x3f\x41-\x7e]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

interface NewUser {
  username: string;
  password: string;
  attributes: Record<string, string>;
  status: UserStatus;
}

/** Adds a user; in a pool with e-mail as user name, the name is a new `sub`. */
export const addUser = (
  pool: StoredPool,
  { username, password, attributes, status }: NewUser,
): StoredUser => {
  const byEmail = pool.UsernameAttributes?.includes('email') ?? false;
  if (byEmail && !emailPattern.test(username)) {
    throw new CognitoError('InvalidParameterException', 'Username should be an email.');
  }
  const sub = randomUUID();
  const now = epochSeconds();
  const user: StoredUser = {
    name: byEmail ? sub : username,
    attributes: { sub, email_verified: 'false', ...(byEmail ? { email: username } : {}), ...attributes },
    status,
    enabled: true,
    passwordHash: '',
    passwordFailures: 0,
    passwordFailedAt: 0,
    lockedUntil: 0,
    attempts: {},
    refreshTokens: {},
    revokedOrigins: [],
    signedOutAt: 0,
    createdAt: now,
    modifiedAt: now,
  };
  setPassword(user, password);
  pool.users[user.name] = user;
  return user;
};

/** Attributes that a client may not set for itself, because only a code proves them. */
const checkOwnAttributes = (username: string, attributes: Record<string, string>): void => {
  const { sub, email = username } = attributes;
  if (sub !== undefined || email.toLowerCase() !== username.toLowerCase()) {
    throw new CognitoError('InvalidParameterException', 'Attribute sub or email cannot be set here.');
  }
  if ('email_verified' in attributes) {
    throw new CognitoError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
  }
};

const signUp: Operation = async (fields, context) => {
  const { pool } = clientAndPool(fields, context);
  const username = text(fields, 'Username');
  const password = text(fields, 'Password');
  checkPolicy(pool, password);
  const attributes = attributesFrom(fields);
  checkOwnAttributes(username, attributes);
  if (findUser(pool, username)) throw new CognitoError('UsernameExistsException', 'User already exists');
  const user = addUser(pool, { username, password, attributes, status: 'UNCONFIRMED' });
  const metadata = textMap(fields, 'ClientMetadata');
  const delivery = await mailCode(context, user, {
    kind: 'SignUp',
    source: 'CustomMessage_SignUp',
    metadata,
  });
  return { UserConfirmed: false, UserSub: user.attributes.sub, ...delivery };
};

const hidesExistence = (fields: Fields, { state }: CognitoContext): boolean =>
  state.client(text(fields, 'ClientId')).PreventUserExistenceErrors === 'ENABLED';

/**
 * Returns the user, or `undefined` if the client hides missing users (PreventUserExistenceErrors): the caller then pretends, as
 * "Managing error responses" in Cognito's developer guide specifies per operation.
 */
const userOrPretence = (fields: Fields, context: CognitoContext): StoredUser | undefined => {
  const { pool } = clientAndPool(fields, context);
  const username = text(fields, 'Username');
  return hidesExistence(fields, context) ? findUser(pool, username) : mustFindUser(pool, username);
};

const wrongCode = () =>
  new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');

const confirmSignUp: Operation = (fields, context) => {
  const user = userOrPretence(fields, context);
  if (!user) throw wrongCode();
  countAttempt(user, 'ConfirmSignUp', 15);
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  redeemCode(user, 'SignUp', text(fields, 'ConfirmationCode'));
  user.status = 'CONFIRMED';
  user.attributes.email_verified = 'true';
  return {};
};

const resendConfirmationCode: Operation = (fields, context) => {
  const user = userOrPretence(fields, context);
  if (!user) return codeDelivery(text(fields, 'Username'));
  if (user.status !== 'UNCONFIRMED') {
    throw new CognitoError('InvalidParameterException', 'User is already confirmed.');
  }
  countAttempt(user, 'ResendConfirmationCode', 5);
  const metadata = textMap(fields, 'ClientMetadata');
  return mailCode(context, user, { kind: 'SignUp', source: 'CustomMessage_ResendCode', metadata });
};

const forgotPassword: Operation = (fields, context) => {
  const user = userOrPretence(fields, context);
  const isReachable = user?.enabled && user.attributes.email_verified === 'true';
  if (!user || !isReachable) {
    if (hidesExistence(fields, context)) return codeDelivery(text(fields, 'Username'));
    const message =
      'Cannot reset password for the user as there is no registered/verified email or phone_number';
    throw new CognitoError('InvalidParameterException', message);
  }
  countAttempt(user, 'ForgotPassword', 10);
  const metadata = textMap(fields, 'ClientMetadata');
  return mailCode(context, user, {
    kind: 'ForgotPassword',
    source: 'CustomMessage_ForgotPassword',
    metadata,
  });
};

const confirmForgotPassword: Operation = (fields, context) => {
  const { pool } = clientAndPool(fields, context);
  const password = text(fields, 'Password');
  checkPolicy(pool, password);
  const user = userOrPretence(fields, context);
  if (!user?.enabled) throw wrongCode();
  countAttempt(user, 'ConfirmForgotPassword', 20);
  redeemCode(user, 'ForgotPassword', text(fields, 'ConfirmationCode'));
  setPassword(user, password);
  user.status = 'CONFIRMED';
  return {};
};

export const signUpOperations: Record<string, Operation> = {
  SignUp: signUp,
  ConfirmSignUp: confirmSignUp,
  ResendConfirmationCode: resendConfirmationCode,
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
};
