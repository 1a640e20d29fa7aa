import { z } from 'zod';

/** A ULID: 26 Crockford base-32 characters, sortable by time of creation. */
export const ulid = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  .meta({ examples: ['01K5W8ZB3R6Y0QH2N7V4D9F1TX'] });

/** A user's id: the Cognito `sub` (a UUID). */
export const userId = z.uuid();

export const serverId = ulid.brand<'ServerId'>();
export const categoryId = ulid.brand<'CategoryId'>();
export const channelId = ulid.brand<'ChannelId'>();
export const roleId = ulid.brand<'RoleId'>();
export const reportId = ulid.brand<'ReportId'>();
export const contentRuleId = ulid.brand<'ContentRuleId'>();

export type UserId = z.infer<typeof userId>;
export type ServerId = z.infer<typeof serverId>;
export type CategoryId = z.infer<typeof categoryId>;
export type ChannelId = z.infer<typeof channelId>;
export type RoleId = z.infer<typeof roleId>;
export type ReportId = z.infer<typeof reportId>;
export type ContentRuleId = z.infer<typeof contentRuleId>;

/** An instant, ISO-8601 in UTC with milliseconds, for example `2026-09-24T06:07:00.000Z`. */
export const instant = z.iso.datetime();

/** Position of a message in its channel: 1, 2, 3 … without gaps. */
export const seq = z.number().int().min(1);

/** An opaque position in a list; `null` at the end. */
export const nextCursor = z.string().nullable();

export const locale = z.enum(['ko', 'en']);
export type Locale = z.infer<typeof locale>;
