import { z } from 'zod';
import { ulid } from '../primitives.js';
import { opaque } from '../text-fields.js';

/** Identifies one peer connection of a pair; the initiator makes it anew whenever it builds the connection again. */
const connection = ulid;
/** Session descriptions of four media sections take about 10,000 characters. */
const sdp = opaque({ min: 1, max: 48_000 });

const iceCandidate = z.object({
  candidate: opaque({ max: 1_000 }),
  sdpMid: opaque({ max: 64 }).nullable(),
  sdpMLineIndex: z.number().int().min(0).max(32).nullable(),
  usernameFragment: opaque({ max: 256 }).nullable(),
});

/** The qualities that a viewer may ask for; `off` makes the sender stop. */
export const videoQuality = z.enum(['off', 'low', 'auto', 'high']);
export type VideoQuality = z.infer<typeof videoQuality>;

export const pairWants = z.object({ audio: z.boolean(), camera: videoQuality, screen: videoQuality });
export const pairSends = z.object({ audio: z.boolean(), camera: z.boolean(), screen: z.boolean() });

/**
 * One life of the sender's side of the pair. A session that reloads keeps its id but starts a new life; of two lives of a session the one with
 * the higher ULID is newer, and signals of the older one are outdated.
 */
const life = ulid;
const n = z.number().int().min(0);

/**
 * A message between the two sides of a pair. The server relays it unread. Signals may be lost, doubled, delayed or reordered: `connection`
 * ties negotiation to one peer connection, and `n` rises within a life. An offer is repeated until it is answered, a state until it is
 * received.
 */
export const voiceSignal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer'), life, connection, n, sdp }),
  /** `n` is that of the offer. */
  z.object({ kind: z.literal('answer'), life, connection, n, sdp }),
  z.object({
    kind: z.literal('candidates'),
    life,
    connection,
    candidates: z.array(iceCandidate).min(1).max(30),
  }),
  /** The sender has no usable connection and asks the initiator for a new one; `connection` is the one that it gave up, if any. */
  z.object({ kind: z.literal('rebuild'), life, connection: connection.nullable() }),
  /** The sender's wishes for the streams of the receiver, and the streams that it offers to the receiver. */
  z.object({ kind: z.literal('state'), life, n, wants: pairWants, sends: pairSends }),
  /** The sender knows the state `n` of the life `of`. */
  z.object({ kind: z.literal('received'), life, of: life, n }),
]);
export type VoiceSignal = z.infer<typeof voiceSignal>;
export type PairWants = z.infer<typeof pairWants>;
export type PairSends = z.infer<typeof pairSends>;
export type IceCandidateSignal = z.infer<typeof iceCandidate>;
