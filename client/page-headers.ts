/** Policy of the client's pages; CloudFront sends the same in production. */
const contentSecurityPolicy = {
  'default-src': "'none'",
  // Noise suppression is compiled to WebAssembly. Without the keyword it outputs silence, without any error.
  'script-src': "'self' 'wasm-unsafe-eval'",
  // Toasts and positioned popovers write their own styles.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
};

/** Toss' script, payment windows and their requests, unless a stand-in serves them. */
const defaultTossOrigins = 'https://*.tosspayments.com https://pay.toss.im';

/** Pages of payment: their own documents, which the app opens and leaves by loading a page. */
const paymentPrefix = '/membership/';

/** The payment window is a frame or a page of Toss, which the script opens by a request or a form. */
const policyWithToss = (origins: string) => ({
  ...contentSecurityPolicy,
  'script-src': `${contentSecurityPolicy['script-src']} ${origins}`,
  'frame-src': origins,
  'connect-src': `'self' ${origins}`,
  'form-action': `'self' ${origins}`,
});

const textOf = (policy: Record<string, string>): string =>
  Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const common = {
  'x-content-type-options': 'nosniff',
  // Payment windows are popups that talk to the page that opened them.
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
};

/** Returns the security headers of the page at this path. `tossOrigins`: separated by blanks. */
export const pageHeadersOf = (
  path: string,
  tossOrigins: string = defaultTossOrigins,
): Record<string, string> =>
  path.startsWith(paymentPrefix)
    ? {
        ...common,
        'content-security-policy': textOf(policyWithToss(tossOrigins)),
        // The payment window returns with the payment's key in the address.
        'referrer-policy': 'no-referrer',
      }
    : {
        ...common,
        'content-security-policy': textOf(contentSecurityPolicy),
        'referrer-policy': 'strict-origin-when-cross-origin',
      };
