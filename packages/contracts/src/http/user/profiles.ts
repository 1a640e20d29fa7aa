import { z } from 'zod';
import { limits } from '../../limits.js';
import { userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { linesField, nameField, opaque } from '../../text-fields.js';
import { image } from '../image.js';

/** 2–32 characters that readers can see. */
export const nickname = nameField(limits.nickname);

/** A person's unique handle: small letters, digits, `_` and `.`; written with an @ before it. */
export const tag = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z
      .string()
      .min(limits.tag.min)
      .max(limits.tag.max)
      .regex(/^[a-z0-9](?:[a-z0-9]|[_.](?=[a-z0-9]))*$/, { error: 'characters' }),
  )
  .meta({ examples: ['jimin.kim'] });

/** One line about oneself, in one's own words. */
export const tagline = nameField(limits.tagline);

/** A few lines about oneself; at most one blank line between two others. */
export const bio = linesField({ ...limits.bio, isStrict: true }).transform((text) =>
  text.replace(/\n{3,}/g, '\n\n'),
);

/** Names of colours that people decorate their profile with; what they look like is the client's affair. */
export const accents = ['pine', 'persimmon', 'plum', 'sky', 'gold', 'rose', 'stone', 'night'] as const;
export const accent = z.enum(accents);
export type Accent = z.infer<typeof accent>;

/** What everybody may see of a person. Pictures come in two sizes, as addresses on our own origin. */
export const profile = z.object({
  userId,
  nickname: z.string(),
  tag: z.string(),
  tagline: z.string(),
  bio: z.string(),
  accent,
  /** 160 × 160 */
  avatarUrl: z.string().nullable(),
  /** 512 × 512 */
  avatarLargeUrl: z.string().nullable(),
  /** 600 × 240 */
  bannerUrl: z.string().nullable(),
  /** 1500 × 600 */
  bannerLargeUrl: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type Profile = z.infer<typeof profile>;

/** Ids of people with commas between them, each once. */
export const userIdList = opaque({ max: limits.profilesPerRequest * 37 })
  .transform((list) => [...new Set(list.split(',').filter(Boolean))])
  .pipe(z.array(userId).min(1).max(limits.profilesPerRequest));

export const profileRoutes = {
  listProfiles: defineRoute({
    operationId: 'listProfiles',
    summary: 'Profiles by id; unknown ids are left out.',
    method: 'get',
    path: '/user/v1/profiles',
    auth: 'user',
    session: 'live',
    query: z.object({ ids: userIdList }),
    status: 200,
    reply: z.object({ profiles: z.array(profile) }),
    errors: [],
  }),
  updateProfile: defineRoute({
    operationId: 'updateProfile',
    summary: "Change the caller's profile; what is left out stays.",
    method: 'patch',
    path: '/user/v1/me/profile',
    auth: 'user',
    session: 'live',
    body: z.object({ nickname, tag, tagline, bio, accent }).partial(),
    status: 200,
    reply: profile,
    errors: ['TAG_TAKEN'],
  }),
  putAvatar: defineRoute({
    operationId: 'putAvatar',
    summary: "Upload the caller's avatar; it is cut to a square and encoded anew, without its metadata.",
    method: 'put',
    path: '/user/v1/me/avatar',
    auth: 'user',
    session: 'live',
    upload: image,
    status: 200,
    reply: profile,
    errors: ['IMAGE_INVALID', 'IMAGE_TOO_MANY_PIXELS'],
  }),
  deleteAvatar: defineRoute({
    operationId: 'deleteAvatar',
    summary: "Remove the caller's avatar.",
    method: 'delete',
    path: '/user/v1/me/avatar',
    auth: 'user',
    session: 'live',
    status: 200,
    reply: profile,
    errors: [],
  }),
  putBanner: defineRoute({
    operationId: 'putBanner',
    summary: "Upload the caller's banner; it is cut to 5:2 and encoded anew, without its metadata.",
    method: 'put',
    path: '/user/v1/me/banner',
    auth: 'user',
    session: 'live',
    upload: image,
    status: 200,
    reply: profile,
    errors: ['IMAGE_INVALID', 'IMAGE_TOO_MANY_PIXELS'],
  }),
  deleteBanner: defineRoute({
    operationId: 'deleteBanner',
    summary: "Remove the caller's banner.",
    method: 'delete',
    path: '/user/v1/me/banner',
    auth: 'user',
    session: 'live',
    status: 200,
    reply: profile,
    errors: [],
  }),
} as const;
