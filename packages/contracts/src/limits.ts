/**
 * Every length, count and time that both sides of a process boundary must agree on. Lengths of text are characters as
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
  /** What people may upload as a picture, before it is made small. */
  image: { maxBytes: 8 * 1024 * 1024, maxPixels: 40_000_000 },
  recoveryCodes: 10,
  securityEventPage: 20,
  /** How long a signed-in person may do dangerous things after proving who they are. */
  stepUpMs: 10 * 60_000,
  /** A session that is not used for so long ends: as long as the refresh cookie lives. */
  sessionKeptMs: 30 * 86_400_000,
  /** From asking for an account's deletion until it is erased. */
  deletionGraceMs: 7 * 86_400_000,
  serverName: { min: 1, max: 60 },
  channelName: { min: 1, max: 60 },
  channelTopic: { max: 1_024 },
  roleName: { min: 1, max: 40 },
  slowMode: { maxSeconds: 21_600 },
  voiceUsers: { max: 99 },
  messageText: { max: 4_000 },
  /** Members and roles that one message may mention. */
  messageMentions: { users: 100, roles: 20 },
  attachment: { perMessage: 10, maxBytes: 25 * 1024 * 1024, name: { max: 255 } },
  /** Messages of one history page. */
  historyPage: { default: 50, max: 100 },
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
  /** A new member counts as settled after so long; see `verification`. */
  settlingMs: 10 * 60_000,
  ban: { maxSeconds: 366 * 86_400, maxPurgeSeconds: 7 * 86_400 },
  /** Bans of one server that hold at the same time. */
  bansPerServer: 10_000,
  overwritesPerChannel: 50,
  contentRulesPerServer: 20,
  contentRuleName: { max: 60 },
  /** Words of one rule, and characters of one word. */
  blockedWords: { max: 500, maxLength: 60 },
  /** Letters of all words of a server's rules: bounds what looking for them costs in memory. */
  blockedLettersPerServer: 30_000,
  mentionsPerMessage: { min: 1, max: 50 },
  reportPage: { default: 30, max: 100 },
  /** What somebody writes to a report. */
  reportNote: { max: 500 },
  /** What one notes of somebody, for oneself. */
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
    /** From one mail to the next of the same invite. */
    resendAfterMs: 10 * 60_000,
  },
  /** Links of one server that work at the same time. */
  invitesPerServer: 100,
  /** Bytes of a JSON body, unless its route declares another bound. Strangers fill in short forms only. */
  bodyBytes: { anonymous: 16 * 1024, signedIn: 64 * 1024, contentRule: 256 * 1024 },
  /** HTTP requests that one node answers. */
  requests: {
    perAddress: { points: 6_000, seconds: 60 },
    readsPerPerson: { points: 900, seconds: 60 },
    changesPerPerson: { points: 60, seconds: 10 },
  },
  /** Socket payloads above this many bytes close the connection. */
  socketPayloadBytes: 64 * 1024,
} as const;
