import type { ErrorCode } from './errors.js';
import { isPlaced, type RouteAuth, type RouteContract } from './route.js';

const byAuth: Record<RouteAuth, readonly ErrorCode[]> = {
  public: ['INTERNAL', 'RATE_LIMITED'],
  user: ['INTERNAL', 'RATE_LIMITED', 'UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_INVALID'],
  'session-cookie': ['INTERNAL', 'RATE_LIMITED', 'ORIGIN_FORBIDDEN'],
  'sign-in-cookie': ['INTERNAL', 'RATE_LIMITED', 'ORIGIN_FORBIDDEN', 'SIGN_IN_EXPIRED'],
  service: ['INTERNAL', 'UNAUTHENTICATED'],
};

const ofAccess = (route: RouteContract): readonly ErrorCode[] => {
  const ofPlace: ErrorCode[] = isPlaced(route) ? ['NOT_FOUND'] : [];
  const ofDemand: ErrorCode[] = isPlaced(route) && route.authorize !== 'member' ? ['FORBIDDEN'] : [];
  const ofSession: Record<NonNullable<typeof route.session>, ErrorCode[]> = {
    token: [],
    live: ['SESSION_ENDED'],
    'step-up': ['SESSION_ENDED', 'STEP_UP_REQUIRED'],
  };
  return [...ofPlace, ...ofDemand, ...(route.session ? ofSession[route.session] : [])];
};

const ofInput = ({ params, query, body, upload, idempotent }: RouteContract): readonly ErrorCode[] => [
  ...(params || query || body || idempotent ? (['VALIDATION_FAILED'] as const) : []),
  ...(upload ? (['PAYLOAD_TOO_LARGE', 'IMAGE_INVALID', 'IMAGE_TOO_MANY_PIXELS'] as const) : []),
  ...(idempotent ? (['IDEMPOTENCY_KEY_REUSED'] as const) : []),
];

/** Returns every error that the route can answer with: those that follow from its declarations, and its own. */
export const errorsOf = (route: RouteContract): ReadonlySet<ErrorCode> =>
  new Set([...byAuth[route.auth], ...ofAccess(route), ...ofInput(route), ...(route.errors ?? [])]);
