/** The script that Toss serves for its SDK v1: it defines `window.TossPayments`, and opens windows of this stand-in. */
export const sdkScript = (origin: string): string => `(() => {
  const origin = ${JSON.stringify(origin)};
  const failure = (code, message) => Object.assign(new Error(message), { code });
  const isPhone = () => matchMedia('(max-width: 767px)').matches;

  const openWindow = async (path, body) => {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => { throw failure('NETWORK_ERROR', '네트워크 오류가 발생했습니다.'); });
    const answer = await response.json();
    if (!response.ok) throw failure('INVALID_PARAMETER', answer.message);
    return answer.url;
  };

  const showFrame = (url) => new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.title = '결제창';
    frame.src = url + '?in=frame';
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647';
    const listen = ({ origin: from, source, data }) => {
      if (from !== origin || source !== frame.contentWindow) return;
      removeEventListener('message', listen);
      frame.remove();
      if (data.isClosed) return reject(failure('USER_CANCEL', '취소되었습니다.'));
      location.href = data.returnTo;
      resolve();
    };
    addEventListener('message', listen);
    document.body.append(frame);
  });

  const show = (url, target) => {
    if (target === 'self' || (target !== 'iframe' && isPhone())) location.href = url;
    else return showFrame(url);
  };

  window.TossPayments = (clientKey) => ({
    requestPayment: async (method, { windowTarget, ...params }) =>
      show(await openWindow('/window/payments', { clientKey, ...params, method }), windowTarget),
    requestBillingAuth: async (_method, { windowTarget, ...params }) =>
      show(await openWindow('/window/billing', { clientKey, ...params }), windowTarget),
    cancelPayment: () => undefined,
  });
})();
`;
