import type { DefineAuthChallengeEvent } from './events.js';

/** One custom challenge, answered correctly on the first attempt, issues tokens; anything else fails. */
export const defineAuthChallenge = async (
  event: DefineAuthChallengeEvent,
): Promise<DefineAuthChallengeEvent> => {
  const { session, userNotFound } = event.request;
  const [first] = session;
  const isProven =
    session.length === 1 && first?.challengeName === 'CUSTOM_CHALLENGE' && first.challengeResult;
  if (session.length === 0 && !userNotFound) {
    event.response = { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false };
  } else {
    event.response = {
      issueTokens: isProven && !userNotFound,
      failAuthentication: !isProven || Boolean(userNotFound),
    };
  }
  return event;
};
