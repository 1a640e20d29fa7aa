/** A message of the demo: days ago, time of day in Seoul, author. */
export interface DemoLine {
  daysAgo: number;
  time: `${number}:${number}`;
  author: 'jimin' | 'alice';
  text: string;
  system?: 'member-joined';
}

type Row = [DemoLine['daysAgo'], DemoLine['time'], DemoLine['author'], string];

const lines = (rows: readonly Row[]): DemoLine[] =>
  rows.map(([daysAgo, time, author, text]) => ({ daysAgo, time, author, text }));

/** First channel: how the two met here, and a plan for today. */
const general: DemoLine[] = [
  ...lines([[5, '20:31', 'jimin', '마루 마을을 열었어요 🎉 이제 단톡방 말고 여기서 이야기해요.']]),
  { daysAgo: 5, time: '20:40', author: 'alice', text: '', system: 'member-joined' },
  ...lines([
    [5, '20:41', 'alice', '안녕하세요! 초대 고마워요 🙌'],
    [5, '20:41', 'alice', '한국어로 쓰다가 막히면 영어도 섞을게요, 괜찮죠?'],
    [5, '20:43', 'jimin', '당연하죠 ㅋㅋ 편하게 써요.'],
    [5, '20:44', 'jimin', '채널은 일단 이 정도만 만들어 뒀는데, 필요한 게 있으면 말해 줘요.'],
    [5, '20:52', 'alice', '좋아요. 모임 약속은 여기서 잡는 거예요?'],
    [5, '20:53', 'jimin', '네, 날짜가 정해지면 제가 정리해서 올릴게요.'],
    [3, '12:14', 'alice', '점심에 서촌에 새로 생긴 국숫집에 갔는데 정말 맛있었어요.'],
    [3, '12:15', 'alice', '다음에 같이 가요. 줄은 좀 길어요 😅'],
    [3, '12:32', 'jimin', '오 거기 저도 궁금했어요! 들기름국수 맞죠?'],
    [3, '12:33', 'alice', '맞아요, 들기름. 저는 비빔도 시켰어요.'],
    [3, '12:35', 'jimin', '대단하다 ㅋㅋㅋ 그럼 {meeting day} 점심 어때요?'],
    [3, '12:48', 'alice', '{meeting day} 좋아요. 저는 1시 이후면 돼요.'],
    [
      2,
      '21:05',
      'jimin',
      '정리할게요.\n- {meeting day} 오후 1시 30분\n- 경복궁역 2번 출구\n- 국수 먹고 통인시장 한 바퀴',
    ],
    [2, '21:07', 'alice', '완벽해요 👍 비 오면요?'],
    [2, '21:09', 'jimin', '그러면 시장 대신 카페로 가요. 예보는 맑음이에요.'],
    [1, '18:22', 'alice', '오늘 길에서 본 고양이가 지민 님이랑 눈매가 똑같았어요'],
    [1, '18:40', 'jimin', 'ㅋㅋㅋㅋㅋ 저 아니에요'],
    [1, '18:41', 'alice', '혹시 몰라서 인사는 했어요'],
    [1, '23:11', 'jimin', '내일 봐요! 늦으면 여기에 적어 주세요.'],
    [1, '23:13', 'alice', '네, 내일 봐요. 잘 자요 🌙'],
  ]),
];

/** Second channel: books, with longer and fewer messages. */
const second: DemoLine[] = lines([
  [4, '22:10', 'jimin', '요즘 읽는 책 이야기하는 채널이에요. 저는 《아무튼, 산책》 다시 읽는 중.'],
  [
    4,
    '22:26',
    'alice',
    'I’m on chapter three of a Korean short story collection. 느리지만 사전 없이 읽어 보려고요.',
  ],
  [4, '22:28', 'jimin', '와, 어떤 책이에요?'],
  [
    4,
    '22:31',
    'alice',
    '도서관에서 빌린 단편집이에요. “마루”라는 말이 나와서 찾아봤는데, 사람들이 앉아서 이야기하는 나무 바닥이더라고요. 이 앱 이름이 이해됐어요.',
  ],
  [4, '22:33', 'jimin', '맞아요 ☺️ 할머니 댁 마루에 앉아서 수박 먹던 게 생각나네요.'],
  [2, '08:02', 'alice', '출근길에 한 편 더 읽었어요. 존댓말이 갑자기 반말로 바뀌는 장면이 재미있었어요.'],
  [2, '08:15', 'jimin', '그런 데서 관계가 보이죠. 다음 모임에 한 편씩 골라 와서 이야기할까요?'],
  [2, '08:16', 'alice', '좋아요! 짧은 걸로요 😄'],
]);

/** By the channel's position in its server. */
export const demoConversations: readonly DemoLine[][] = [general, second];

const seoulOffsetMs = 9 * 3_600_000;
const dayMs = 86_400_000;

/** Returns the time of a line. All lines precede the day of `now` in Seoul, in list order. */
export const momentOf = ({ daysAgo, time }: DemoLine, index: number, now: number): string => {
  const midnight = Math.floor((now + seoulOffsetMs) / dayMs) * dayMs - seoulOffsetMs;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const seconds = index;
  return new Date(midnight - daysAgo * dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000).toISOString();
};

const weekday = new Intl.DateTimeFormat('ko', { weekday: 'long', timeZone: 'Asia/Seoul' });

/** Returns the text of a line. The two meet on the day of `now`: the evening before, they say “tomorrow”. */
export const textOf = ({ text }: DemoLine, now: number): string =>
  text.replaceAll('{meeting day}', weekday.format(now));
