import { z } from 'zod';
import { limits } from '../../limits.js';
import { plan } from '../../membership.js';
import { userId } from '../../primitives.js';
import type { Rate } from '../../rate.js';
import { defineRoute } from '../../route.js';
import { linesField, nameField, opaque } from '../../text-fields.js';
import { image } from '../image.js';

/** 2–32 visible characters. */
export const nickname = nameField(limits.nickname);

/** A person's unique handle: lower-case letters, digits, `_` and `.`; shown with an @ before it. */
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

/** One line in which a person describes themselves. */
export const tagline = nameField(limits.tagline);

/** A few lines in which a person describes themselves; runs of blank lines become one. */
export const bio = linesField({ ...limits.bio, isStrict: true }).transform((text) =>
  text.replace(/\n{3,}/g, '\n\n'),
);

/** Names of profile colours; the client decides how they look. */
export const accents = ['pine', 'persimmon', 'plum', 'sky', 'gold', 'rose', 'stone', 'night'] as const;
export const accent = z.enum(accents);
export type Accent = z.infer<typeof accent>;

/** The public part of a person. Pictures come in two sizes, as URLs of our own origin. */
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
  /** The plan whose badge shows. Missing in events from before plans existed. */
  plan: plan.default('free'),
  createdAt: z.iso.datetime(),
});
export type Profile = z.infer<typeof profile>;

/** A comma-separated list of user ids; duplicates are dropped. */
export const userIdList = opaque({ max: limits.profilesPerRequest * 37 })
  .transform((list) => [...new Set(list.split(',').filter(Boolean))])
  .pipe(z.array(userId).min(1).max(limits.profilesPerRequest));

/** Decoding a picture costs more than any other request. */
const pictureRate = [{ by: 'person', points: 20, seconds: 600, pool: 'pictures' }] as const satisfies Rate[];

export const profileRoutes = {
  listProfiles: defineRoute({
    operationId: 'listProfiles',
    summary: 'Get profiles by id; unknown ids are left out.',
    method: 'get',
    path: '/user/v1/profiles',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    query: z.object({ ids: userIdList }),
    status: 200,
    reply: z.object({ profiles: z.array(profile) }),
  }),
  updateProfile: defineRoute({
    operationId: 'updateProfile',
    summary: "Change the caller's profile; omitted fields stay as they are.",
    method: 'patch',
    path: '/user/v1/me/profile',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    rate: [{ by: 'person', points: 20, seconds: 60 }],
    body: z.object({ nickname, tag, tagline, bio, accent }).partial(),
    status: 200,
    reply: profile,
    errors: ['TAG_TAKEN'],
  }),
  putAvatar: defineRoute({
    operationId: 'putAvatar',
    summary: "Upload the caller's avatar; it is cropped to a square and re-encoded without its metadata.",
    method: 'put',
    path: '/user/v1/me/avatar',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    rate: pictureRate,
    upload: image,
    status: 200,
    reply: profile,
  }),
  deleteAvatar: defineRoute({
    operationId: 'deleteAvatar',
    summary: "Remove the caller's avatar.",
    method: 'delete',
    path: '/user/v1/me/avatar',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    status: 200,
    reply: profile,
  }),
  putBanner: defineRoute({
    operationId: 'putBanner',
    summary: "Upload the caller's banner; it is cropped to 5:2 and re-encoded without its metadata.",
    method: 'put',
    path: '/user/v1/me/banner',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    rate: pictureRate,
    upload: image,
    status: 200,
    reply: profile,
  }),
  deleteBanner: defineRoute({
    operationId: 'deleteBanner',
    summary: "Remove the caller's banner.",
    method: 'delete',
    path: '/user/v1/me/banner',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    status: 200,
    reply: profile,
  }),
} as const;
