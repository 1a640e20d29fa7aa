import type { EnglishWords } from '../ko.js';

export const landing: EnglishWords['landing'] = {
  title: 'Where everyone\ncomes together',
  text: 'Create a server, talk in channels, and invite friends with a single link. A calm, fast home for communities, built for Korean first.',
  start: 'Get started',
  signIn: 'Sign in',
  pointTalk: 'Nothing you write gets lost',
  pointTalkText:
    'If you lose your connection, your messages wait and go out in order, exactly once, when you’re back.',
  pointInvite: 'Invite with one link',
  pointInviteText: 'Guests see the server first and land right in it after signing up.',
  pointKorean: 'Built for typing Korean',
  pointKoreanText: 'One Enter sends one message: nothing doubled, nothing left behind.',
  previewPhone: 'Maru on a phone',
  preview: 'A conversation in Maru',
};
