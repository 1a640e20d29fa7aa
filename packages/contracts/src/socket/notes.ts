import { z } from 'zod';
import { limits } from '../limits.js';
import { channelId, instant, nextCursor, serverId, userId, type ChannelId } from '../primitives.js';
import { lineField, opaque, searchField } from '../text-fields.js';
import { defineClientEvent } from './event.js';

/** A channel's id begins with its time of creation, and with 0 until the year 3084: so no note has the id of a channel. */
const mark = '7';

/**
 * The id of a note's conversation: its lines are the messages of that conversation, its action items annotations of them. A ULID that
 * begins with 7.
 */
export const noteId = channelId.refine((id) => id.startsWith(mark));

/** Returns the id for a new note, made from a new ULID. */
export const noteIdFrom = (ulid: string): ChannelId => noteId.parse(`${mark}${ulid.slice(1)}`);

export const isNoteId = (id: string): boolean => id.startsWith(mark);

export const noteTopic = lineField({ min: 1, ...limits.noteTopic });

/** The note of one meeting in a voice channel. `version` rises with every change. */
export const meetingNote = z.object({
  noteId,
  channelId,
  serverId,
  topic: z.string(),
  startedBy: userId,
  startedAt: instant,
  /** Null while the meeting runs: only then lines can be added. */
  endedAt: instant.nullable(),
  version: z.number().int().min(1),
});
export type MeetingNote = z.infer<typeof meetingNote>;

/**
 * Lines are messages of the conversation `noteId`: `channel:open`, `message:send`, `message:edit` and so on. Members who may connect to the
 * voice channel and send messages there write them, in the call or not; NOTE_ENDED and NOTE_FULL refuse new ones. `manageNotes` allows
 * deleting any line. Notes have no unread states: pointers are at the newest line. All events answer NOT_FOUND for a note of another channel.
 */
export const noteEvents = {
  /**
   * Start the note of the call that the caller is in, with a `noteId` from `noteIdFrom`: a repeat with the same id returns the same note.
   * NOTE_NOT_POSSIBLE: the caller isn't in the call, or another note runs in the channel. CONFLICT: the id is taken.
   */
  'note:start': defineClientEvent({
    authorize: 'connect',
    rate: [
      { by: 'person', points: 5, seconds: 60 },
      // One member must not fill a channel's list.
      { by: 'person-in-channel', points: 20, seconds: 3_600 },
    ],
    payload: z.object({ channelId, noteId, topic: noteTopic }),
    ack: z.object({ note: meetingNote }),
  }),
  /**
   * End a note (its starter, or `manageNotes`); a repeat changes nothing. A note also ends itself when its call stays empty. It is deleted
   * soon afterwards if it has no line.
   */
  'note:end': defineClientEvent({
    authorize: 'viewChannel',
    rate: [{ by: 'person', points: 15, seconds: 10 }],
    payload: z.object({ channelId, noteId }),
    ack: z.object({ note: meetingNote }),
  }),
  /** Rename a note, running or not (its starter, or `manageNotes`). */
  'note:rename': defineClientEvent({
    authorize: 'viewChannel',
    rate: [{ by: 'person', points: 15, seconds: 10 }],
    payload: z.object({ channelId, noteId, topic: noteTopic }),
    ack: z.object({ note: meetingNote }),
  }),
  /** Delete a note with its lines. NOT_FOUND: it is gone already. */
  'note:delete': defineClientEvent({
    authorize: 'manageNotes',
    rate: [{ by: 'person', points: 15, seconds: 10 }],
    payload: z.object({ channelId, noteId }),
    ack: z.object({}),
  }),
  /**
   * The notes of a voice channel, the newest first; `search` finds topics that contain it. A page may be empty and still have a
   * `nextCursor`: each searches a bounded number of notes.
   */
  'note:list': defineClientEvent({
    authorize: 'viewChannel',
    rate: [{ by: 'person', points: 30, seconds: 10 }],
    payload: z.object({
      channelId,
      search: searchField(limits.noteTopic).default(''),
      cursor: opaque({ max: 64 }).optional(),
    }),
    ack: z.object({ notes: z.array(meetingNote), nextCursor, running: meetingNote.nullable() }),
  }),
  /** One note, for its page. */
  'note:get': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({ channelId, noteId }),
    ack: z.object({ note: meetingNote }),
  }),
} as const;

/**
 * A note started, was renamed or ended. Sent to all who may see the voice channel; after a reconnection or `connection:missed`, clients list
 * or get notes again.
 */
export const noteChanged = z.object({ note: meetingNote });
export const noteDeleted = z.object({ serverId, channelId, noteId });
