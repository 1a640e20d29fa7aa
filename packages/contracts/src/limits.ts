/**
 * Lengths, counts and times that both sides of a process boundary must agree on. Text lengths are in characters as
 * `countCharacters` counts them.
 */
export const limits = {
  nickname: { min: 2, max: 32 },
  /** RFC 5321, section 4.5.3.1. */
  email: { max: 254, localMax: 64 },
  password: { min: 8, max: 64 },
  signUpCode: { length: 6, resendAfterMs: 60_000 },
  tag: { min: 3, max: 24 },
  tagline: { max: 40 },
  bio: { max: 190 },
  /** Accepted picture uploads, before they are scaled down. */
  image: { maxBytes: 8 * 1024 * 1024, maxPixels: 40_000_000 },
  recoveryCodes: 10,
  securityEventPage: 20,
  /** Lifetime of a step-up: afterwards, sensitive actions ask the caller to re-authenticate. */
  stepUpMs: 10 * 60_000,
  /** An unused session ends after this time, which is also the lifetime of the refresh cookie. */
  sessionKeptMs: 30 * 86_400_000,
  /** Grace period between requesting an account's deletion and erasing the account. */
  deletionGraceMs: 7 * 86_400_000,
  serverName: { min: 1, max: 60 },
  channelName: { min: 1, max: 60 },
  channelTopic: { max: 1_024 },
  roleName: { min: 1, max: 40 },
  slowMode: { maxSeconds: 21_600 },
  voiceUsers: { max: 99 },
  /** A member of a call renews their lease at this interval; without renewal they leave the call when the lease ends. */
  voice: { renewMs: 5_000, leaseMs: 12_000 },
  /** Bytes of one signal between members of a call, as JSON in UTF-8. */
  voiceSignalBytes: 56 * 1024,
  noteTopic: { max: 100 },
  /** Meeting notes of a voice channel, lines of a note, and notes of one page. */
  notes: { perChannel: 1_000, lines: 5_000, page: 50 },
  /** Of the largest plan; see `perksOf`. */
  messageText: { max: 4_000 },
  /** Members and roles that one message may mention. */
  messageMentions: { users: 100, roles: 20 },
  attachment: { perMessage: 10, maxBytes: 25 * 1024 * 1024, name: { max: 255 } },
  /** Messages per history page. */
  historyPage: { default: 50, max: 100 },
  annotations: {
    /** Different emoji under one message. */
    reactions: 20,
    /** People whom a reaction names; the others are only counted. */
    peopleShown: 5,
    /** Annotations or changes of one page. */
    page: 100,
    /** A client that has missed more changes loads the annotations of its messages anew. */
    changesBehind: 1_000,
  },
  memberPage: { default: 100, max: 100 },
  profilesPerRequest: 100,
  channelStatesPerRequest: 200,
  serversPerUser: 100,
  channelsPerServer: 200,
  categoriesPerServer: 50,
  rolesPerServer: 100,
  railFolderName: { max: 32 },
  auditPage: { default: 50, max: 100 },
  serverDescription: { max: 300 },
  /** A moderator's reason. */
  reason: { max: 300 },
  /** As in Discord: 28 days. */
  timeout: { maxSeconds: 28 * 86_400 },
  /** A new member counts as settled after this time; see `verification`. */
  settlingMs: 10 * 60_000,
  ban: { maxSeconds: 366 * 86_400, maxPurgeSeconds: 7 * 86_400 },
  membership: {
    /** Months that a person can pay for in advance. */
    monthsAhead: 12,
    /** An order without a result counts as abandoned after this time: the payment window lives for 30 minutes, its result for 10. */
    orderLifeMs: 45 * 60_000,
    orderPage: 20,
  },
  /** Lengths of Toss' strings. */
  toss: { paymentKey: 200, authKey: 300 },
  /** Active bans per server. */
  bansPerServer: 10_000,
  overwritesPerChannel: 50,
  contentRulesPerServer: 20,
  contentRuleName: { max: 60 },
  /** Words per rule, and characters per word. */
  blockedWords: { max: 500, maxLength: 60 },
  /** Total letters of all words in a server's rules. Bounds the memory of the search automaton. */
  blockedLettersPerServer: 30_000,
  mentionsPerMessage: { min: 1, max: 50 },
  reportPage: { default: 30, max: 100 },
  /** The reporter's note on a report. */
  reportNote: { max: 500 },
  /** A private note about another user. */
  personNote: { max: 256 },
  memberSearch: { max: 32 },
  /** Rows of the members' panel per request. */
  memberWindow: 100,
  emailInvites: {
    perRequest: 20,
    perSenderPerDay: 50,
    perAddressPerDay: 3,
    pendingPerServer: 500,
    lifeMs: 7 * 86_400_000,
    /** Minimum interval between two mails of the same invite. */
    resendAfterMs: 10 * 60_000,
  },
  /** Active invite links per server. */
  invitesPerServer: 100,
  /** Bytes of a JSON body, unless its route declares another limit. Unauthenticated callers send short forms only. */
  bodyBytes: { anonymous: 16 * 1024, signedIn: 64 * 1024, contentRule: 256 * 1024 },
  /** HTTP requests that one node accepts, by address and by user. */
  requests: {
    perAddress: { points: 6_000, seconds: 60 },
    readsPerPerson: { points: 900, seconds: 60 },
    changesPerPerson: { points: 60, seconds: 10 },
  },
  /** Payload size in bytes above which Socket.IO closes the connection. */
  socketPayloadBytes: 64 * 1024,
} as const;
