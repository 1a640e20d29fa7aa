import type { Outcome } from './payment.js';

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html><html lang="ko"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} - toss 대역</title><style>
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#191f28b3;color:#191f28;font:15px/1.5 system-ui,'Noto Sans CJK KR',sans-serif}
main{box-sizing:border-box;width:min(420px,100vw);padding:28px 24px;background:#fff;border-radius:20px}
p{margin:0 0 4px;color:#4e5968}h1{margin:0 0 20px;font-size:22px}label{display:block;margin:10px 0;color:#4e5968}
select{box-sizing:border-box;width:100%;padding:10px;border:1px solid #d1d6db;border-radius:10px;font:inherit}
button{width:100%;margin-top:10px;padding:12px;border:0;border-radius:12px;background:#f2f4f6;font:inherit;font-weight:600;cursor:pointer}
button.main{background:#3182f6;color:#fff}</style></head><body><main>${body}</main></body></html>`;

const cards: [Outcome, string][] = [
  ['approve', '토스카드 (승인)'],
  ['limit', '한도를 넘은 카드'],
  ['stopped', '정지된 카드'],
  ['lost', '분실 신고된 카드'],
  ['unsure', '카드사 응답이 불분명 (승인 안 됨)'],
  ['unsure-charged', '카드사 응답이 불분명 (승인됨)'],
  ['broken', '토스 내부 오류'],
  ['silent-charged', '승인하고 응답하지 않음'],
  ['silent', '승인하지 않고 응답하지 않음'],
];

const cardSelect = `<label>카드<select name="outcome">${cards
  .map(([outcome, name]) => `<option value="${outcome}">${name}</option>`)
  .join('')}</select></label>`;

const methodSelect = (methods: readonly string[]) =>
  `<label>결제 수단<select name="method">${methods.map((method) => `<option>${method}</option>`).join('')}</select></label>`;

const buttons = (approve: string) => `<button class="main" name="answer" value="approve">${approve}</button>
<button name="answer" value="decline">카드사에서 거절</button><button name="answer" value="close">닫기</button>`;

/** The window in which a buyer pays. */
export const paymentPage = (
  { orderName, amount }: { orderName: string; amount: number },
  methods: readonly string[],
): string =>
  page(
    '결제',
    `<p>${escape(orderName)}</p><h1>${amount.toLocaleString('ko-KR')}원</h1><form method="post">${methodSelect(methods)}${cardSelect}${buttons('결제하기')}</form>`,
  );

/** The window in which a buyer registers a card. */
export const billingPage = (): string =>
  page(
    '카드 등록',
    `<h1>자동결제 카드 등록</h1><form method="post">${cardSelect}${buttons('등록하기')}</form>`,
  );

/** Hands the result over to the SDK in the page around the frame. */
export const framePage = (message: { isClosed: true } | { returnTo: string }): string => {
  const data = JSON.stringify(message).replaceAll('<', '\\u003c');
  return `<!doctype html><script>parent.postMessage(${data}, '*')</script>`;
};

export const endedPage = (): string => page('결제', '<h1>결제 시간이 지났어요</h1>');
