import { z } from 'zod';

/** `announcement`: all members read it, few may write. */
export const channelType = z.enum(['text', 'voice', 'announcement']);
export type ChannelType = z.infer<typeof channelType>;
