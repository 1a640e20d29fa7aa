import { CognitoError } from '../cognito-error.js';
import { text, type Fields, type Operation } from '../context.js';
import { mustFindUser, type StoredUser } from '../state.js';
import { newTotpSecret, redeemTotp, stepOf } from '../totp.js';

const associateSoftwareToken: Operation = (fields, { tokens }) => {
  const { user } = tokens.verifyAccess(text(fields, 'AccessToken'));
  const pendingSecret = newTotpSecret();
  user.totp = {
    ...(user.totp ?? { secret: '', isVerified: false, isPreferred: false, lastStep: 0 }),
    pendingSecret,
  };
  return { SecretCode: pendingSecret };
};

const mismatch = () =>
  new CognitoError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');

/** Proves a newly issued secret; without one it checks a code of the app in use. */
const verifySoftwareToken: Operation = (fields, { tokens }) => {
  const { user } = tokens.verifyAccess(text(fields, 'AccessToken'));
  const code = text(fields, 'UserCode');
  const { totp } = user;
  if (totp?.pendingSecret) {
    const step = stepOf(totp.pendingSecret, code);
    if (step === undefined) throw mismatch();
    user.totp = {
      secret: totp.pendingSecret,
      isVerified: true,
      isPreferred: totp.isPreferred,
      lastStep: step,
    };
    return { Status: 'SUCCESS' };
  }
  if (!totp?.isVerified) throw mismatch();
  try {
    redeemTotp(user, code);
  } catch (error) {
    if (error instanceof CognitoError && error.type === 'CodeMismatchException') throw mismatch();
    throw error;
  }
  return { Status: 'SUCCESS' };
};

const setPreference = (user: StoredUser, fields: Fields) => {
  // The setting in the SDK's shape.
  const settings = fields.SoftwareTokenMfaSettings as
    { Enabled?: boolean; PreferredMfa?: boolean } | undefined;
  if (!settings?.Enabled) {
    delete user.totp;
    return {};
  }
  if (!user.totp?.isVerified) {
    throw new CognitoError(
      'InvalidParameterException',
      'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    );
  }
  user.totp.isPreferred = settings.PreferredMfa === true;
  return {};
};

export const mfaOperations: Record<string, Operation> = {
  AssociateSoftwareToken: associateSoftwareToken,
  VerifySoftwareToken: verifySoftwareToken,
  AdminSetUserMFAPreference: (fields, { state }) =>
    setPreference(mustFindUser(state.pool(text(fields, 'UserPoolId')), text(fields, 'Username')), fields),
};
