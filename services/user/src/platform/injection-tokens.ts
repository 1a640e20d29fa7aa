/** Injection tokens of dependencies that have no class of ours. */
export const CLOCK = Symbol('clock');
export const ENV = Symbol('env');
export const LOGGER = Symbol('logger');
export const RATE_LIMITER = Symbol('rate limiter');
export const SESSION_CHECK = Symbol('session check');
export const TOKEN_VERIFIER = Symbol('token verifier');
export const COGNITO = Symbol('cognito');
export const PROVIDERS = Symbol('identity providers');
export const CHAT = Symbol('chat service');
export const IMAGE_STORE = Symbol('image store');
export const LOCKS = Symbol('locks');
export const AT_LEAST = Symbol('least time of an answer');
export const MAILER = Symbol('mailer');
export const TOSS = Symbol('toss payments');
