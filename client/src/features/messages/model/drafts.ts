import { storage } from '@/shared/lib/storage';

const key = (channelId: string) => `draft.${channelId}`;

/** What was typed and not sent, per channel; survives a reload. */
export const drafts = {
  get: (channelId: string): string => storage.get(key(channelId)) ?? '',
  set: (channelId: string, text: string): void =>
    text ? storage.set(key(channelId), text) : storage.remove(key(channelId)),
};
