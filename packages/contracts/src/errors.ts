import { z } from 'zod';

/** Every error code and its HTTP status. */
export const errorStatus = {
  VALIDATION_FAILED: 422,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  TOKEN_INVALID: 401,
  SESSION_ENDED: 401,
  FORBIDDEN: 403,
  ORIGIN_FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,

  CREDENTIALS_INCORRECT: 401,
  PASSWORD_TOO_WEAK: 422,
  CODE_INCORRECT: 422,
  CODE_EXPIRED: 422,
  SIGN_UP_SUPERSEDED: 409,
  SIGN_IN_EXPIRED: 409,
  STEP_UP_REQUIRED: 403,
  PASSWORD_INCORRECT: 422,
  EMAIL_REQUIRED: 409,
  EMAIL_TAKEN: 409,

  PROVIDER_DENIED: 403,
  PROVIDER_FAILED: 502,
  IDENTITY_TAKEN: 409,
  IDENTITY_CONFLICT: 409,
  LAST_SIGN_IN_WAY: 409,

  /** The caller has paid for as many months as one can in advance. */
  MONTH_LIMIT_REACHED: 409,
  /** The order was abandoned, or its window has expired: no money has moved. */
  ORDER_CLOSED: 409,
  /** The result of the caller's last payment is not known yet: another one could pay twice. */
  PAYMENT_PENDING: 409,
  /** The caller has a subscription, beside which nothing else is sold. */
  ALREADY_SUBSCRIBED: 409,
  /** The caller has no subscription, or it has ended. */
  NOT_SUBSCRIBED: 409,
  /** Nothing is left to refund, or a refund is under way. */
  NOT_REFUNDABLE: 409,

  TAG_TAKEN: 409,
  IMAGE_INVALID: 422,
  IMAGE_TOO_MANY_PIXELS: 422,
  OWNS_SERVERS: 409,

  OWNER_CANNOT_LEAVE: 409,
  SERVER_LIMIT_REACHED: 409,
  CHANNEL_LIMIT_REACHED: 409,
  CATEGORY_LIMIT_REACHED: 409,
  ROLE_LIMIT_REACHED: 409,
  OVERWRITE_LIMIT_REACHED: 409,
  BAN_LIMIT_REACHED: 409,
  /** The account is scheduled for deletion. */
  ACCOUNT_DEPARTING: 409,
  INVITE_LIMIT_REACHED: 409,
  INVITE_INVALID: 404,
  INVITE_EXPIRED: 409,
  INVITE_REVOKED: 409,
  INVITE_FULL: 409,
  INVITES_PAUSED: 409,
  BANNED: 403,
  /** The e-mail invite was sent to another address than the caller's. */
  INVITE_WRONG_ACCOUNT: 403,
  EMAIL_INVITE_LIMIT_REACHED: 409,
  CONTENT_RULE_LIMIT_REACHED: 409,
  BLOCKED_LETTERS_LIMIT_REACHED: 409,
  IDEMPOTENCY_KEY_REUSED: 409,

  /** A rule of the server forbids it; `fields['body.text']` names the rule's kind. */
  MESSAGE_BLOCKED: 422,
  /** Longer than the author's plan allows; `fields['body.text']` is the maximum. */
  MESSAGE_TOO_LONG: 422,
  /** The channel is in slow mode. */
  SLOW_MODE: 429,
  MESSAGE_DELETED: 409,
  REACTION_LIMIT_REACHED: 409,

  CHANNEL_NOT_VOICE: 409,
  CALL_FULL: 409,
  /** Another tab or device of the caller is in a call. */
  CALL_ELSEWHERE: 409,
  /** Too many people are in the call for video. */
  VIDEO_LIMIT_REACHED: 409,
  /** The voice channel has a running note, or the caller is in no call there to take notes of. */
  NOTE_NOT_POSSIBLE: 409,
  /** The voice channel has as many notes as it can. */
  NOTE_LIMIT_REACHED: 409,
  /** The note takes no more lines: it has ended. */
  NOTE_ENDED: 409,
  /** The note has as many lines as it can. */
  NOTE_FULL: 409,
} as const;

export type ErrorCode = keyof typeof errorStatus;

// Object.keys loses the literal types that the object above has.
export const errorCodes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

/**
 * The only shape of an error, over HTTP and in socket acknowledgements.
 * `fields` maps a field's path to the rule that it broke. `message` is for developers; clients choose their words by `code`.
 */
export const apiError = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
  retryAfterMs: z.number().int().nonnegative().optional(),
  requestId: z.string().optional(),
});
export type ApiErrorBody = z.infer<typeof apiError>;

export const errorReply = z.object({ error: apiError });
export type ErrorReply = z.infer<typeof errorReply>;
