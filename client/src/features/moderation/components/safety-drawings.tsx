import type { ReactNode } from 'react';

const Drawing = ({ children }: { children: ReactNode }) => (
  <svg
    viewBox="0 0 160 110"
    width={140}
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

/** An open garden gate: there are no bans. */
export const OpenGateDrawing = () => (
  <Drawing>
    <path d="M30 92V40M130 92V40M18 92h124" />
    <path d="M30 44 62 54v34L30 80M130 44 98 54v34l32-8" opacity=".55" />
    <path d="M72 92c0-16 2-26 8-34 6 8 8 18 8 34" stroke="var(--accent)" />
    <circle cx="80" cy="30" r="10" stroke="var(--accent)" />
  </Drawing>
);

/** A cup of tea beside an empty tray: nothing waits. */
export const TeaDrawing = () => (
  <Drawing>
    <path d="M44 50h56v16a22 22 0 0 1-22 22H66a22 22 0 0 1-22-22V50Z" />
    <path d="M100 56h8a9 9 0 0 1 0 18h-9" opacity=".55" />
    <path d="M30 94h90" />
    <path d="M60 40c-4-6 4-9 0-16M76 40c-4-6 4-9 0-16" stroke="var(--accent)" />
  </Drawing>
);

/** A sieve: what should not pass does not. */
export const SieveDrawing = () => (
  <Drawing>
    <path d="M34 40h92l-10 24a40 16 0 0 1-72 0L34 40Z" />
    <path
      d="M50 52h.02M66 52h.02M82 52h.02M98 52h.02M58 64h.02M74 64h.02M90 64h.02M104 64h.02"
      strokeWidth="4"
      opacity=".55"
    />
    <path d="M62 84v8M80 86v10M98 84v8" stroke="var(--accent)" />
    <path d="m58 18 8 8m0-8-8 8M92 20l8 8m0-8-8 8" stroke="var(--danger)" />
  </Drawing>
);
