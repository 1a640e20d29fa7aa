import { randomUUID } from 'node:crypto';
import { CognitoError, notAuthorized } from '../cognito-error.js';
import { countAttempt } from '../codes.js';
import {
  attributeList,
  attributesFrom,
  optionalText,
  text,
  type CognitoContext,
  type Fields,
  type Operation,
} from '../context.js';
import { checkPassword, checkPolicy, setPassword } from '../passwords.js';
import { epochSeconds, findUser, mustFindUser, type StoredPool, type StoredUser } from '../state.js';
import { addUser } from './sign-up.js';

const summary = (user: StoredUser) => ({
  Username: user.name,
  Enabled: user.enabled,
  UserStatus: user.status,
  UserCreateDate: user.createdAt,
  UserLastModifiedDate: user.modifiedAt,
});

const named = (fields: Fields, context: CognitoContext) => {
  const pool = context.state.pool(text(fields, 'UserPoolId'));
  return { pool, user: mustFindUser(pool, text(fields, 'Username')) };
};

/** An admin operation that changes the named user and returns nothing. */
const changing =
  (
    change: (user: StoredUser, fields: Fields, more: { pool: StoredPool; context: CognitoContext }) => void,
  ): Operation =>
  (fields, context) => {
    const { user, pool } = named(fields, context);
    change(user, fields, { pool, context });
    user.modifiedAt = epochSeconds();
    return {};
  };

const adminCreateUser: Operation = (fields, context) => {
  const pool = context.state.pool(text(fields, 'UserPoolId'));
  const username = text(fields, 'Username');
  if (optionalText(fields, 'MessageAction') !== 'SUPPRESS') {
    throw new CognitoError(
      'InvalidParameterException',
      'This stand-in mails no invitations: use MessageAction SUPPRESS',
    );
  }
  if (findUser(pool, username))
    throw new CognitoError('UsernameExistsException', 'User account already exists');
  const temporary = optionalText(fields, 'TemporaryPassword');
  if (temporary !== undefined) checkPolicy(pool, temporary);
  const password = temporary ?? randomUUID();
  const user = addUser(pool, {
    username,
    password,
    attributes: attributesFrom(fields),
    status: 'FORCE_CHANGE_PASSWORD',
  });
  return { User: { ...summary(user), Attributes: attributeList(user.attributes) } };
};

const adminSetUserPassword: Operation = (fields, context) => {
  const { pool, user } = named(fields, context);
  const password = text(fields, 'Password');
  checkPolicy(pool, password);
  setPassword(user, password);
  user.status = fields.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  return {};
};

const adminConfirmSignUp = (user: StoredUser): void => {
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  user.status = 'CONFIRMED';
};

/** An address belongs to one user, and a new one is unverified unless the caller says otherwise. */
const adminUpdateAttributes = (user: StoredUser, fields: Fields, { pool }: { pool: StoredPool }): void => {
  const { sub, ...attributes } = attributesFrom(fields);
  if (sub !== undefined)
    throw new CognitoError('InvalidParameterException', 'Cannot modify the non-mutable attribute sub');
  const { email } = attributes;
  const owner = email === undefined ? undefined : findUser(pool, email);
  if (owner && owner !== user)
    throw new CognitoError('AliasExistsException', 'An account with the given email already exists.');
  const isNewEmail = email !== undefined && email !== user.attributes.email;
  Object.assign(user.attributes, isNewEmail ? { email_verified: 'false' } : {}, attributes);
};

const matches = (user: StoredUser, filter: string): boolean => {
  const parsed = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter);
  if (!parsed) throw new CognitoError('InvalidParameterException', 'Error while parsing filter.');
  const [, name = '', operator, escaped = ''] = parsed;
  const wanted = escaped.replace(/\\(.)/g, '$1').toLowerCase();
  const special: Record<string, string> = { 'cognito:user_status': user.status, username: user.name };
  const value = (special[name] ?? user.attributes[name] ?? '').toLowerCase();
  return operator === '=' ? value === wanted : value.startsWith(wanted);
};

const listUsers: Operation = (fields, context) => {
  const pool = context.state.pool(text(fields, 'UserPoolId'));
  const filter = optionalText(fields, 'Filter');
  const found = Object.values(pool.users).filter((user) => !filter || matches(user, filter));
  const from = Number(optionalText(fields, 'PaginationToken') ?? 0);
  const limit = typeof fields.Limit === 'number' ? Math.min(fields.Limit, 60) : 60;
  const Users = found
    .slice(from, from + limit)
    .map((user) => ({ ...summary(user), Attributes: attributeList(user.attributes) }));
  return { Users, ...(from + limit < found.length ? { PaginationToken: String(from + limit) } : {}) };
};

const changePassword: Operation = (fields, context) => {
  const { pool, user } = context.tokens.verifyAccess(text(fields, 'AccessToken'));
  countAttempt(user, 'ChangePassword', 5);
  checkPassword(user, text(fields, 'PreviousPassword'));
  checkPolicy(pool, text(fields, 'ProposedPassword'));
  setPassword(user, text(fields, 'ProposedPassword'));
  return {};
};

export const accountOperations: Record<string, Operation> = {
  GetUser: (fields, context) => {
    const { user } = context.tokens.verifyAccess(text(fields, 'AccessToken'));
    return { Username: user.name, UserAttributes: attributeList(user.attributes) };
  },
  ChangePassword: changePassword,
  GlobalSignOut: (fields, context) => {
    context.tokens.revokeAll(context.tokens.verifyAccess(text(fields, 'AccessToken')).user);
    return {};
  },
  AdminGetUser: (fields, context) => {
    const { user } = named(fields, context);
    const UserMFASettingList = user.totp?.isPreferred ? ['SOFTWARE_TOKEN_MFA'] : undefined;
    return { ...summary(user), UserAttributes: attributeList(user.attributes), UserMFASettingList };
  },
  AdminCreateUser: adminCreateUser,
  AdminSetUserPassword: adminSetUserPassword,
  AdminConfirmSignUp: changing(adminConfirmSignUp),
  AdminUpdateUserAttributes: changing(adminUpdateAttributes),
  AdminDisableUser: changing((user) => (user.enabled = false)),
  AdminEnableUser: changing((user) => (user.enabled = true)),
  AdminUserGlobalSignOut: changing((user, _fields, { context }) => context.tokens.revokeAll(user)),
  AdminDeleteUser: (fields, context) => {
    const { pool, user } = named(fields, context);
    delete pool.users[user.name];
    return {};
  },
  ListUsers: listUsers,
};
