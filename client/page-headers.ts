/** Security headers of the client's pages; CloudFront sends the same in production. */
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

export const pageHeaders: Record<string, string> = {
  'content-security-policy': Object.entries(contentSecurityPolicy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  // Payment windows are popups that talk to the page that opened them.
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
};
