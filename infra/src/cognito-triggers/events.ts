/** The parts of Cognito's trigger events that our handlers use; AWS documents them in full. */

export interface ChallengeResult {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata?: string;
}

export interface DefineAuthChallengeEvent {
  request: { session: ChallengeResult[]; userNotFound?: boolean };
  response: { challengeName?: string; issueTokens?: boolean; failAuthentication?: boolean };
}

export interface CreateAuthChallengeEvent {
  request: { challengeName: string; userNotFound?: boolean };
  response: {
    publicChallengeParameters?: Record<string, string>;
    privateChallengeParameters?: Record<string, string>;
    challengeMetadata?: string;
  };
}

export interface VerifyAuthChallengeEvent {
  userName: string;
  request: {
    privateChallengeParameters: Record<string, string>;
    challengeAnswer: string;
    userNotFound?: boolean;
  };
  response: { answerCorrect?: boolean };
}

export interface CustomMessageEvent {
  triggerSource: string;
  request: { codeParameter: string; clientMetadata?: Record<string, string> };
  response: { emailSubject?: string; emailMessage?: string };
}
