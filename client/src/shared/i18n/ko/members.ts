export const members = {
  title: '멤버',
  count: '멤버 {{count}}명',
  show: '멤버 보기',
  hide: '멤버 숨기기',
  owner: '소유자',
  you: '나',
  loadMore: '더 보기',
};
