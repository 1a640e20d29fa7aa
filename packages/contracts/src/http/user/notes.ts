import { z } from 'zod';
import { limits } from '../../limits.js';
import { userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { linesField } from '../../text-fields.js';

/** A private note about a person, which only its author sees. */
export const personNote = z.object({ userId, text: z.string() });
export type PersonNote = z.infer<typeof personNote>;

const params = z.object({ userId });

export const noteRoutes = {
  getNote: defineRoute({
    operationId: 'getNote',
    summary: "Get the caller's note about a person; empty if there is none.",
    method: 'get',
    path: '/user/v1/me/notes/:userId',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    params,
    status: 200,
    reply: personNote,
  }),
  putNote: defineRoute({
    operationId: 'putNote',
    summary: 'Save a note about a person, or clear it; only the caller sees it.',
    method: 'put',
    path: '/user/v1/me/notes/:userId',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    params,
    body: z.object({ text: linesField(limits.personNote) }),
    status: 200,
    reply: personNote,
    errors: ['NOT_FOUND'],
  }),
} as const;
