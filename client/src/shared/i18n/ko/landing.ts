export const landing = {
  title: '모두가 모이는\n열린 마루',
  text: '서버를 만들고, 채널에서 이야기하고, 링크 하나로 친구를 초대하세요. 한국어 입력이 편한, 차분하고 빠른 커뮤니티예요.',
  start: '시작하기',
  signIn: '로그인',
  pointTalk: '끊겨도 사라지지 않는 대화',
  pointTalkText: '연결이 끊겨도 쓴 글은 그대로 남고, 다시 연결되면 순서대로 한 번만 전해져요.',
  pointInvite: '링크 하나로 초대',
  pointInviteText: '초대받은 사람은 서버를 먼저 보고, 가입하면 바로 그 자리로 돌아와요.',
  pointKorean: '한국어에 맞춘 입력',
  pointKoreanText: '글자가 두 번 보내지거나 남는 일 없이, 엔터 한 번에 메시지 하나예요.',
  previewPhone: '휴대폰에서 본 마루',
  preview: '마루에서 이야기하는 모습',
};
