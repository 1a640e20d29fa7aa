import type { ChannelType } from '@maru/contracts/channel-type';
import type { ServerTemplate } from '@maru/contracts/http/chat/servers';
import type { Locale } from '@maru/contracts/primitives';

export interface CategoryPlan {
  name: string;
  channels: { name: string; type: ChannelType }[];
}

const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));
const voice = (...names: string[]) => names.map((name) => ({ name, type: 'voice' as const }));

/** What a new server begins with, in the words of who makes it. */
export const serverPlans: Record<ServerTemplate, Record<Locale, CategoryPlan[]>> = {
  blank: {
    ko: [
      { name: '텍스트 채널', channels: text('일반') },
      { name: '음성 채널', channels: voice('라운지') },
    ],
    en: [
      { name: 'Text channels', channels: text('general') },
      { name: 'Voice channels', channels: voice('lounge') },
    ],
  },
  study: {
    ko: [
      { name: '안내', channels: text('인사', '일정과-숙제') },
      { name: '공부', channels: text('질문과-답', '자료', '인증') },
      { name: '스터디룸', channels: voice('열람실', '토론방') },
    ],
    en: [
      { name: 'Start here', channels: text('hello', 'schedule-and-homework') },
      { name: 'Study', channels: text('questions', 'materials', 'daily-proof') },
      { name: 'Study rooms', channels: voice('reading room', 'discussion') },
    ],
  },
  game: {
    ko: [
      { name: '모임', channels: text('잡담', '파티-모집', '공략') },
      { name: '음성', channels: voice('대기실', '1팀', '2팀') },
    ],
    en: [
      { name: 'Together', channels: text('chat', 'looking-for-group', 'guides') },
      { name: 'Voice', channels: voice('waiting room', 'team 1', 'team 2') },
    ],
  },
  team: {
    ko: [
      { name: '팀', channels: text('전체', '자료', '잡담') },
      { name: '회의', channels: voice('데일리', '회의실') },
    ],
    en: [
      { name: 'Team', channels: text('everybody', 'documents', 'off-topic') },
      { name: 'Meetings', channels: voice('daily', 'meeting room') },
    ],
  },
};
