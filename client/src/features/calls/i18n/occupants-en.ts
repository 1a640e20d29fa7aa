export const occupants = {
  people: 'People in {{channel}}',
  muted: 'Muted',
  deafened: 'Deafened',
  cantSpeak: 'Can’t speak',
  serverMuted: 'Muted by a moderator',
  serverDeafened: 'Deafened by a moderator',
  camera: 'Camera on',
  live: 'Sharing their screen',
  liveShort: 'Live',
  speaking: 'Speaking',
  muteForMe: 'Mute for me',
  unmuteForMe: 'Unmute for me',
};
