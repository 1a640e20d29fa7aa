/** The texts of the list of channels, apart from those that load on joining. */
export const occupants = {
  people: '{{channel}} 통화에 있는 사람',
  muted: '마이크 꺼짐',
  deafened: '헤드셋 꺼짐',
  cantSpeak: '말하기가 막혀 있어요',
  serverMuted: '운영진이 음소거했어요',
  serverDeafened: '운영진이 헤드셋을 껐어요',
  camera: '카메라 켜짐',
  live: '화면 공유 중',
  liveShort: '라이브',
  speaking: '말하는 중',
  muteForMe: '나만 음소거',
  unmuteForMe: '나만 음소거 풀기',
};
