import type { VerifyAuthChallengeEvent } from './events.js';
import { isValidAssertion } from './sign-in-assertion.js';

/** Accepts the user service's assertion for this user and challenge. `secret` is shared with that service. */
export const createVerifyAuthChallenge =
  (secret: string) =>
  async (event: VerifyAuthChallengeEvent): Promise<VerifyAuthChallengeEvent> => {
    const { challengeAnswer, privateChallengeParameters, userNotFound } = event.request;
    const challenge = privateChallengeParameters.challenge ?? '';
    const isValid = isValidAssertion(challengeAnswer, { secret, sub: event.userName, challenge });
    event.response = { answerCorrect: isValid && challenge !== '' && !userNotFound };
    return event;
  };
