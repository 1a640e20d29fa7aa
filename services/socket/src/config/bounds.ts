/** Upper bounds on one node's memory and waiting times; docs/security.md lists them. */
export const bounds = {
  /** Entries per cache; the least recently used is evicted first. */
  cached: {
    memberships: 50_000,
    serverRules: 5_000,
    contentRules: 5_000,
    memberDirectories: 500,
    onlineCounts: 5_000,
    voiceRooms: 10_000,
    serverCalls: 5_000,
    /** Homes of meeting notes, and ids that no note has. */
    noteHomes: 20_000,
  },
  /** Open connections per person. */
  socketsPerPerson: 20,
  /** Failed handshakes after which a connection is closed. */
  refusedHandshakes: 10,
  /** Time a connection has to finish its handshake before it is closed. */
  handshakeMs: 15_000,
  events: {
    perNode: {
      handshakes: { points: 300, seconds: 60 },
      /** A socket with more refusals than this is closed. */
      refused: { points: 300, seconds: 60 },
      /** The same for events that count apart: a member of a call can provoke some of another's. */
      refusedApart: { points: 6_000, seconds: 60 },
      /** Signals of one person to one other. */
      signalsToOne: { points: 200, seconds: 30 },
      /** Refusals that one event without a contract or an acknowledgement counts as. */
      malformedCost: 5,
    },
  },
  /** Queued messages and changes per channel. Its annotations have a queue of the same size. */
  queuedWrites: 2_000,
  /** Queued changes per server, or per person, that are not applied to the node's sockets yet. */
  queuedChanges: 500,
  /** Writes that one node hands to another. */
  calls: {
    /** Calls awaiting an answer at the calling node; further writes are done locally. */
    open: 2_000,
    /** Calls being served for all other nodes; further calls are refused, and the caller does the write itself. */
    answering: 4_000,
    /** Size of one call or answer: a message of 4,000 characters, each escaped as six. */
    frameCharacters: 32_768,
  },
  /** Compiled content rules of all servers together; one server's rules take less than 5 MB. */
  contentRuleBytes: 64 * 1024 * 1024,
  /** Time that expired access still serves while its source is unreachable. */
  staleAccessMs: 5 * 60_000,
} as const;
