import type { EnglishWords } from '../ko.js';

export const landing: EnglishWords['landing'] = {
  title: 'An open floor\nwhere people gather',
  text: 'Make a server, talk in channels, invite friends with one link. A calm, fast community made for Korean first.',
  start: 'Get started',
  signIn: 'Sign in',
  pointTalk: 'Words that never get lost',
  pointTalkText:
    'When the connection breaks, what you wrote stays, and goes out once and in order when it is back.',
  pointInvite: 'Invite with one link',
  pointInviteText: 'Guests see the server first and come right back to it after signing up.',
  pointKorean: 'Made for Korean typing',
  pointKoreanText: 'One Enter is one message: nothing doubled, nothing left behind.',
  preview: 'A conversation in Maru',
};
