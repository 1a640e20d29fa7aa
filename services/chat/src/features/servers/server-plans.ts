import type { ChannelType } from '@maru/contracts/channel-type';
import type { ServerTemplate } from '@maru/contracts/http/chat/servers';
import type { Locale } from '@maru/contracts/primitives';

export interface CategoryPlan {
  name: string;
  channels: { name: string; type: ChannelType }[];
}

const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));
const voice = (...names: string[]) => names.map((name) => ({ name, type: 'voice' as const }));

/** Categories and channels of a new server, in its creator's language. */
export const serverPlans: Record<ServerTemplate, Record<Locale, CategoryPlan[]>> = {
  blank: {
    ko: [
      { name: '텍스트 채널', channels: text('일반') },
      { name: '음성 채널', channels: voice('라운지') },
    ],
    en: [
      { name: 'Text channels', channels: text('General') },
      { name: 'Voice channels', channels: voice('Lounge') },
    ],
  },
  study: {
    ko: [
      { name: '안내', channels: text('인사', '일정과 숙제') },
      { name: '공부', channels: text('질문과 답', '자료', '인증') },
      { name: '스터디룸', channels: voice('열람실', '토론방') },
    ],
    en: [
      { name: 'Start here', channels: text('Introductions', 'Schedule and homework') },
      { name: 'Study', channels: text('Questions', 'Materials', 'Daily check-in') },
      { name: 'Study rooms', channels: voice('Reading room', 'Discussion') },
    ],
  },
  game: {
    ko: [
      { name: '모임', channels: text('잡담', '파티 모집', '공략') },
      { name: '음성', channels: voice('대기실', '1팀', '2팀') },
    ],
    en: [
      { name: 'Together', channels: text('Chat', 'Looking for group', 'Guides') },
      { name: 'Voice', channels: voice('Waiting room', 'Team 1', 'Team 2') },
    ],
  },
  team: {
    ko: [
      { name: '팀', channels: text('전체', '자료', '잡담') },
      { name: '회의', channels: voice('데일리', '회의실') },
    ],
    en: [
      { name: 'Team', channels: text('General', 'Documents', 'Off topic') },
      { name: 'Meetings', channels: voice('Daily stand-up', 'Meeting room') },
    ],
  },
};
