import { z } from 'zod';
import { limits } from '../../limits.js';
import { userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { linesField } from '../../text-fields.js';

/** What somebody has noted of a person, for nobody but themselves. */
export const personNote = z.object({ userId, text: z.string() });
export type PersonNote = z.infer<typeof personNote>;

const params = z.object({ userId });

export const noteRoutes = {
  getNote: defineRoute({
    operationId: 'getNote',
    summary: "The caller's note of a person; empty when there is none.",
    method: 'get',
    path: '/user/v1/me/notes/:userId',
    auth: 'user',
    session: 'live',
    params,
    status: 200,
    reply: personNote,
    errors: [],
  }),
  putNote: defineRoute({
    operationId: 'putNote',
    summary: 'Note something of a person, or nothing any more; only the caller sees it.',
    method: 'put',
    path: '/user/v1/me/notes/:userId',
    auth: 'user',
    session: 'live',
    params,
    body: z.object({ text: linesField(limits.personNote) }),
    status: 200,
    reply: personNote,
    errors: ['NOT_FOUND'],
  }),
} as const;
