import { z } from 'zod';

/** `announcement`: read by all, written by few. */
export const channelType = z.enum(['text', 'voice', 'announcement']);
export type ChannelType = z.infer<typeof channelType>;
