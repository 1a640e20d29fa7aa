import { origin } from './user-harness.js';

/** The account to choose at the provider, and the action to take there. */
export interface Choice {
  name?: string;
  email?: string;
  isEmailVerified?: boolean;
  isEmailValid?: boolean;
  hostedDomain?: string;
  /** Uses one of the stand-in's own accounts instead. */
  sample?: string;
  withholdEmail?: boolean;
  deny?: boolean;
}

export interface Page<T = Record<string, unknown>> {
  status: number;
  body: T;
  location: string | undefined;
  text: string;
}

interface Options {
  body?: unknown;
  form?: Record<string, string>;
  token?: string;
  headers?: Record<string, string>;
}

const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** One user's browser at the HTTP level: it keeps cookies by host and path, and follows redirects step by step. */
export class TestBrowser {
  private readonly jars = new Map<string, Map<string, { value: string; path: string }>>();

  constructor(private readonly base: string) {}

  async request<T = Record<string, unknown>>(
    method: string,
    url: string,
    options: Options = {},
  ): Promise<Page<T>> {
    const target = new URL(url, origin);
    const isApp = target.origin === origin;
    const { body, form, token, headers } = options;
    const response = await fetch(isApp ? this.base + target.pathname + target.search : target, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': userAgent,
        ...(method === 'GET' ? {} : { origin: target.origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        cookie: this.cookieHeader(target),
        ...headers,
      },
      body: form ? new URLSearchParams(form) : body === undefined ? undefined : JSON.stringify(body),
    });
    this.keepCookies(target, response.headers.getSetCookie());
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const location = response.headers.get('location');
    return {
      status: response.status,
      // Every JSON response of the services has a known shape.
      body: (isJson && text ? JSON.parse(text) : {}) as T,
      location: location ? new URL(location, target).href : undefined,
      text,
    };
  }

  post<T = Record<string, unknown>>(path: string, body?: unknown, token?: string): Promise<Page<T>> {
    return this.request<T>('POST', path, { body, token });
  }

  /** Visits the provider and returns the URL of our callback without visiting it. */
  async visitProvider(start: string, choice: Choice): Promise<string> {
    let page = await this.request('GET', start);
    for (let steps = 0; steps < 12; steps += 1) {
      const next = page.location;
      if (!next) throw new Error(`the provider shows ${page.status} ${page.text.slice(0, 300)}`);
      if (next.startsWith(origin)) return next;
      page = await this.request('GET', next);
      if (page.status === 200)
        page = await this.request('POST', next, { form: this.answer(page.text, choice) });
    }
    throw new Error('the provider does not come to an end');
  }

  /** Signs in with a provider; returns the path in the app where it ends. */
  async signInWith(provider: 'google' | 'kakao', choice: Choice, query = ''): Promise<string> {
    const callback = await this.visitProvider(`/user/v1/auth/${provider}${query}`, choice);
    return this.finish(callback);
  }

  /** Visits our callback; returns the path in the app that it leads to. */
  async finish(callback: string): Promise<string> {
    const { location, status } = await this.request('GET', callback);
    if (status !== 302 || !location) throw new Error(`the callback answered ${status}`);
    const { pathname, search } = new URL(location);
    return pathname + search;
  }

  cookie(name: string): string | undefined {
    return this.jars.get(new URL(origin).host)?.get(name)?.value;
  }

  setCookie(name: string, value: string): void {
    const host = new URL(origin).host;
    const jar = this.jars.get(host) ?? new Map<string, { value: string; path: string }>();
    jar.set(name, { value, path: '/user/v1/auth' });
    this.jars.set(host, jar);
  }

  private answer(html: string, choice: Choice): Record<string, string> {
    if (choice.deny) return { deny: '1' };
    if (html.includes('name="consent"')) {
      const sharesEmail = html.includes('value="account_email"') && choice.withholdEmail !== true;
      return { consent: '1', ...(sharesEmail ? { scope: 'account_email' } : {}) };
    }
    return this.personForm(html, choice);
  }

  private personForm(html: string, choice: Choice): Record<string, string> {
    if (choice.sample) {
      const subject = [...html.matchAll(/value="(\d+)"><b>([^<]+)<\/b>/g)].find(
        (each) => each[2] === choice.sample,
      );
      return { subject: subject?.[1] ?? '' };
    }
    const { name = '김새봄', email, isEmailVerified = true, isEmailValid = true, hostedDomain } = choice;
    return {
      name,
      ...(email ? { email } : {}),
      isEmailVerified: isEmailVerified ? 'on' : 'off',
      isEmailValid: isEmailValid ? 'on' : 'off',
      ...(hostedDomain ? { hostedDomain } : {}),
    };
  }

  private cookieHeader({ host, pathname }: URL): string {
    const fitting = [...(this.jars.get(host) ?? [])].filter(([, { path }]) => pathname.startsWith(path));
    return fitting.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  private keepCookies({ host }: URL, cookies: string[]): void {
    const jar = this.jars.get(host) ?? new Map<string, { value: string; path: string }>();
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(/;\s*/);
      const [name = '', ...rest] = pair.split('=');
      const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
      const isGone = attributes.some((each) => /^expires=thu, 01 jan 1970/i.test(each));
      if (isGone) jar.delete(name);
      else jar.set(name, { value: rest.join('='), path });
    }
    this.jars.set(host, jar);
  }
}
