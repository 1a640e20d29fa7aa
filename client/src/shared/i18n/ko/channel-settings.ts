export const channelSettings = {
  of: '{{name}} 설정',
  sections: { overview: '개요', permissions: '권한' },
  saved: '저장했어요.',
  slowMode: '슬로 모드',
  slowModeOff: '끄기',
  slowModeHint:
    '한 사람이 메시지를 보내고 나서 이만큼 기다려야 해요. 메시지를 관리하는 사람은 기다리지 않아요.',
  userLimit: '들어올 수 있는 인원',
  userLimitHint: '가득 차면 다른 사람은 들어올 수 없어요.',
  noLimit: '제한 없음',
  people: '{{count}}명',
};
