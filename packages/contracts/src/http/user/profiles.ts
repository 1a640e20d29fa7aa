import { z } from 'zod';
import { limits } from '../../limits.js';
import { userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';

/** 2–32 characters after trimming and NFC; no control, invisible or text-direction characters. */
export const nickname = z
  .string()
  .transform((value) => value.normalize('NFC').trim().replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .min(limits.nickname.min)
      .max(limits.nickname.max)
      .regex(/^[^\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$/u, {
        error: 'characters',
      }),
  );

/** What everybody may see of a person. */
export const profile = z.object({
  userId,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
});
export type Profile = z.infer<typeof profile>;

const idList = z
  .string()
  .transform((list) => [...new Set(list.split(',').filter(Boolean))])
  .pipe(z.array(userId).min(1).max(limits.profilesPerRequest));

export const profileRoutes = {
  listProfiles: defineRoute({
    operationId: 'listProfiles',
    summary: 'Profiles by id; unknown ids are left out.',
    method: 'get',
    path: '/user/v1/profiles',
    auth: 'user',
    query: z.object({ ids: idList }),
    status: 200,
    reply: z.object({ profiles: z.array(profile) }),
    errors: [],
  }),
} as const;
