import { randomBytes } from 'node:crypto';
import type { CreateAuthChallengeEvent } from './events.js';

/** A random value that the answer must sign: an assertion for one sign-in fits no other. */
export const createAuthChallenge = async (
  event: CreateAuthChallengeEvent,
): Promise<CreateAuthChallengeEvent> => {
  const challenge = randomBytes(24).toString('base64url');
  event.response = {
    publicChallengeParameters: { challenge },
    privateChallengeParameters: { challenge },
    challengeMetadata: 'SIGN_IN_ASSERTION',
  };
  return event;
};
