import type { Person, ProviderName } from './people.js';

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const looks: Record<
  ProviderName,
  { title: string; brand: string; background: string; accent: string; ink: string }
> = {
  google: {
    title: '계정 선택',
    brand: 'Google 대역',
    background: '#f0f4f9',
    accent: '#0b57d0',
    ink: '#ffffff',
  },
  kakao: {
    title: '카카오계정으로 로그인',
    brand: 'kakao 대역',
    background: '#f7f7f7',
    accent: '#fee500',
    ink: '#191600',
  },
};

const page = (provider: ProviderName, title: string, body: string) => {
  const { brand, background, accent, ink } = looks[provider];
  return `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} - ${escape(brand)}</title><style>
body{margin:0;min-height:100vh;display:grid;place-items:center;background:${background};color:#1f1f1f;font:15px/1.5 system-ui,'Noto Sans CJK KR',sans-serif}
main{box-sizing:border-box;width:min(440px,100vw);padding:36px 32px;background:#fff;border-radius:24px;box-shadow:0 1px 3px #0002}
p.brand{margin:0 0 12px;font-weight:700;color:#5f6368}h1{margin:0 0 4px;font-size:24px}p{margin:0 0 20px;color:#444746}
ul{margin:0 0 16px;padding:0;list-style:none}li{border-top:1px solid #e3e3e3}
li button{display:grid;width:100%;padding:12px 4px;border:0;background:none;text-align:left;font:inherit;cursor:pointer}li button:hover{background:#f3f6fc}
small{color:#5f6368}label{display:block;margin:8px 0}input[type=text],input[type=email]{box-sizing:border-box;width:100%;padding:10px;border:1px solid #747775;border-radius:8px;font:inherit}
.row{display:flex;gap:12px;justify-content:flex-end;margin-top:20px}.main,.plain{padding:10px 22px;border-radius:20px;border:1px solid #747775;background:#fff;font:inherit;font-weight:600;cursor:pointer}
.main{border-color:${accent};background:${accent};color:${ink}}details{margin-top:8px}summary{cursor:pointer;color:#444746}
</style></head><body><main><p class="brand">${escape(brand)}</p><h1>${escape(title)}</h1>${body}</main></body></html>`;
};

/** The account chooser; new accounts can be made up. */
export const chooserPage = (provider: ProviderName, people: readonly Person[]): string =>
  page(
    provider,
    looks[provider].title,
    `<p>마루로 계속하기</p><form method="post"><ul>${people
      .map(
        ({ subject, name, email, note }) =>
          `<li><button name="subject" value="${escape(subject)}"><b>${escape(name)}</b><span>${escape(email ?? '이메일 없음')}</span>${note ? `<small>${escape(note)}</small>` : ''}</button></li>`,
      )
      .join('')}</ul></form>
<details><summary>다른 계정 사용</summary><form method="post">
<label>이름 <input type="text" name="name" required maxlength="60"></label>
<label>이메일 <input type="email" name="email"></label>
<label><input type="checkbox" name="isEmailVerified" value="on" checked> 인증된 이메일</label>
${provider === 'kakao' ? '<label><input type="checkbox" name="isEmailValid" value="on" checked> 유효한 이메일</label>' : '<label>Workspace 도메인 <input type="text" name="hostedDomain"></label>'}
<div class="row"><button class="main">계속</button></div></form></details>
<form method="post" class="row"><button class="plain" name="deny" value="1">취소</button></form>`,
  );

const scopeNames: Record<string, string> = {
  email: '이메일 주소',
  profile: '이름과 사진',
  account_email: '카카오계정(이메일)',
  profile_nickname: '닉네임',
  profile_image: '프로필 사진',
};

/** The consent page. */
export const consentPage = (
  provider: ProviderName,
  { name, scopes, optional }: { name: string; scopes: string[]; optional: string[] },
): string =>
  page(
    provider,
    '마루에서 정보를 요청해요',
    `<p>${escape(name)}님의 아래 정보를 마루와 공유할까요?</p><form method="post">${scopes
      .filter((scope) => scope !== 'openid')
      .map((scope) => {
        const isFixed = !optional.includes(scope);
        const label = `${escape(scopeNames[scope] ?? scope)}${isFixed ? ' (필수)' : ' (선택)'}`;
        return `<label><input type="checkbox" name="scope" value="${escape(scope)}" checked${isFixed ? ' onclick="return false"' : ''}> ${label}</label>`;
      })
      .join('')}
<div class="row"><button class="plain" name="deny" value="1">취소</button><button class="main" name="consent" value="1">동의하고 계속하기</button></div></form>`,
  );

export const errorPage = (provider: ProviderName, code: string, text: string): string =>
  page(provider, '로그인할 수 없어요', `<p><b>${escape(code)}</b></p><p>${escape(text)}</p>`);
