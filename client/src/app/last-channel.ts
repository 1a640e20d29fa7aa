import { storage } from '@/shared/lib/storage';

const key = (serverId: string) => `last-channel.${serverId}`;

/** The channel of each server that was open last. */
export const lastChannel = {
  get: (serverId: string): string | undefined => storage.get(key(serverId)) ?? undefined,
  set: (serverId: string, channelId: string): void => storage.set(key(serverId), channelId),
};
