import { randomUUID } from 'node:crypto';
import { CognitoError } from '../cognito-error.js';
import { countAttempt, redeemCode } from '../codes.js';
import {
  attributesFrom,
  checkSecretHash,
  mailCode,
  optionalText,
  poolOf,
  text,
  textMap,
  type CognitoContext,
  type Fields,
  type Operation,
} from '../context.js';
import { checkPolicy, hashPassword } from '../passwords.js';
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

interface NewUser {
  username: string;
  password: string;
  attributes: Record<string, string>;
  status: UserStatus;
}

/** Adds a user; in a pool with e-mail as user name the name is a new `sub`. */
export const addUser = (
  pool: StoredPool,
  { username, password, attributes, status }: NewUser,
): StoredUser => {
  const byEmail = pool.UsernameAttributes?.includes('email') ?? false;
  if (byEmail && !/^\S+@\S+$/.test(username)) {
    throw new CognitoError('InvalidParameterException', 'Username should be an email.');
  }
  const sub = randomUUID();
  const now = epochSeconds();
  const user: StoredUser = {
    name: byEmail ? sub : username,
    attributes: { sub, email_verified: 'false', ...(byEmail ? { email: username } : {}), ...attributes },
    status,
    enabled: true,
    passwordHash: hashPassword(password),
    passwordFailures: 0,
    lockedUntil: 0,
    attempts: {},
    refreshTokens: {},
    revokedOrigins: [],
    signedOutAt: 0,
    createdAt: now,
    modifiedAt: now,
  };
  pool.users[user.name] = user;
  return user;
};

const signUp: Operation = async (fields, context) => {
  const { pool } = clientAndPool(fields, context);
  const username = text(fields, 'Username');
  const password = text(fields, 'Password');
  checkPolicy(pool, password);
  if (findUser(pool, username)) throw new CognitoError('UsernameExistsException', 'User already exists');
  const user = addUser(pool, {
    username,
    password,
    attributes: attributesFrom(fields),
    status: 'UNCONFIRMED',
  });
  const metadata = textMap(fields, 'ClientMetadata');
  const delivery = await mailCode(context, user, {
    kind: 'SignUp',
    source: 'CustomMessage_SignUp',
    metadata,
  });
  return { UserConfirmed: false, UserSub: user.attributes.sub, ...delivery };
};

const confirmSignUp: Operation = (fields, context) => {
  const { pool } = clientAndPool(fields, context);
  const user = mustFindUser(pool, text(fields, 'Username'));
  countAttempt(user, 'ConfirmSignUp', 15);
  if (user.status !== 'UNCONFIRMED') {
    throw new CognitoError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  redeemCode(user, 'SignUp', text(fields, 'ConfirmationCode'));
  user.status = 'CONFIRMED';
  user.attributes.email_verified = 'true';
  return {};
};

const resendConfirmationCode: Operation = (fields, context) => {
  const { pool } = clientAndPool(fields, context);
  const user = mustFindUser(pool, text(fields, 'Username'));
  if (user.status !== 'UNCONFIRMED')
    throw new CognitoError('InvalidParameterException', 'User is already confirmed.');
  countAttempt(user, 'ResendConfirmationCode', 5);
  const metadata = textMap(fields, 'ClientMetadata');
  return mailCode(context, user, { kind: 'SignUp', source: 'CustomMessage_ResendCode', metadata });
};

const forgotPassword: Operation = (fields, context) => {
  const { client, pool } = clientAndPool(fields, context);
  const user = findUser(pool, text(fields, 'Username'));
  if (!user) {
    if (client.PreventUserExistenceErrors !== 'ENABLED') {
      throw new CognitoError('UserNotFoundException', 'Username/client id combination not found.');
    }
    return {
      CodeDeliveryDetails: { Destination: 'k***@e***.com', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    };
  }
  if (user.attributes.email_verified !== 'true') {
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
  const user = mustFindUser(pool, text(fields, 'Username'));
  const password = text(fields, 'Password');
  checkPolicy(pool, password);
  countAttempt(user, 'ConfirmForgotPassword', 20);
  redeemCode(user, 'ForgotPassword', text(fields, 'ConfirmationCode'));
  user.passwordHash = hashPassword(password);
  user.passwordFailures = 0;
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
