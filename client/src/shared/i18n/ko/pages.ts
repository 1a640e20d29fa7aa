export const pages = {
  notFound: '페이지를 찾을 수 없어요',
  notFoundText: '주소를 다시 확인해 주세요.',
  crashed: '문제가 생겼어요',
  crashedText: '쓰던 글은 안전해요. 새로 고침하면 이어서 쓸 수 있어요.',
  reload: '새로 고침',
  home: '홈으로',
};
