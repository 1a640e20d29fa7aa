/** Upper bounds of one node's memory and patience; docs/security.md lists them. */
export const bounds = {
  /** Entries of each cache; the least recently used goes first. */
  cached: {
    memberships: 50_000,
    serverRules: 5_000,
    contentRules: 5_000,
    memberDirectories: 500,
    onlineCounts: 5_000,
  },
  /** Open connections of one person. */
  socketsPerPerson: 20,
  /** Handshakes that one connection may fail before it is closed. */
  refusedHandshakes: 10,
  /** A connection that has not finished its handshake by then is closed. */
  handshakeMs: 15_000,
  events: {
    perNode: {
      handshakes: { points: 300, seconds: 60 },
      /** Beyond it the socket is closed. */
      refused: { points: 300, seconds: 60 },
      /** Refusals that an event counts for if it has no contract or no acknowledgement. */
      malformedCost: 5,
    },
  },
  /** Messages and changes of one channel that wait to be written; as many of its annotations may wait besides. */
  queuedWrites: 2_000,
  /** Changes of one server, or of one person, that wait to be applied to the node's sockets. */
  queuedChanges: 500,
  /** Writes that nodes hand to each other. */
  calls: {
    /** Waiting for an answer at the node that asked; further ones are done there. */
    open: 2_000,
    /** Being carried out for all other nodes; further ones are refused, and done by who asked. */
    answering: 4_000,
    /** One call or answer: a message of 4,000 characters, each escaped as six. */
    frameCharacters: 32_768,
  },
  /** Compiled content rules of all servers together; those of one server take less than 5 MB. */
  contentRuleBytes: 64 * 1024 * 1024,
  /** How long access that has expired still serves while its source is unreachable. */
  staleAccessMs: 5 * 60_000,
} as const;
