import type { ChannelType } from '@maru/contracts/channel-type';
import type { Locale } from '@maru/contracts/primitives';

interface DefaultCategory {
  name: string;
  channel: { name: string; type: ChannelType };
}

/** What a new server starts with, in the words of who makes it. */
export const defaultCategories: Record<Locale, DefaultCategory[]> = {
  ko: [
    { name: '텍스트 채널', channel: { name: '일반', type: 'text' } },
    { name: '음성 채널', channel: { name: '라운지', type: 'voice' } },
  ],
  en: [
    { name: 'Text channels', channel: { name: 'general', type: 'text' } },
    { name: 'Voice channels', channel: { name: 'lounge', type: 'voice' } },
  ],
};
