import { z } from 'zod';
import { profile } from '../http/user/profiles.js';
import { limits } from '../limits.js';
import { locale, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

/** The user service's internal user routes. */
export const peopleInternalRoutes = {
  listPeople: defineRoute({
    operationId: 'listPeople',
    summary: 'Get profiles by id; unknown ids are left out.',
    method: 'post',
    path: '/internal/v1/profiles',
    auth: 'service',
    body: z.object({ userIds: z.array(userId).min(1).max(limits.profilesPerRequest) }),
    status: 200,
    reply: z.object({ profiles: z.array(profile) }),
    errors: [],
  }),
  getContact: defineRoute({
    operationId: 'getContact',
    summary: "Get a person's confirmed address and the language of their mails.",
    method: 'get',
    path: '/internal/v1/users/:userId/contact',
    auth: 'service',
    params: z.object({ userId }),
    status: 200,
    reply: z.object({ email: z.string().nullable(), locale }),
    errors: ['NOT_FOUND'],
  }),
  findContact: defineRoute({
    operationId: 'findContact',
    summary: 'Find the person with this confirmed address.',
    method: 'post',
    path: '/internal/v1/contacts/find',
    auth: 'service',
    body: z.object({ email: z.string() }),
    status: 200,
    reply: z.object({ contact: z.object({ userId, locale }).nullable() }),
    errors: [],
  }),
} as const;
