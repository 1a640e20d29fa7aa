import type { ReactNode } from 'react';

const Drawing = ({ children }: { children: ReactNode }) => (
  <svg
    viewBox="0 0 160 110"
    width={150}
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

/** A letter in the mail. */
export const LetterDrawing = () => (
  <Drawing>
    <path d="M44 34h72a6 6 0 0 1 6 6v40a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6V40a6 6 0 0 1 6-6Z" />
    <path d="m40 38 34 27a10 10 0 0 0 12 0l34-27" stroke="var(--accent)" />
    <path d="M14 48h12M8 60h16M14 72h12" opacity=".55" />
  </Drawing>
);

/** An empty letterbox. */
export const LetterboxDrawing = () => (
  <Drawing>
    <path d="M48 30h54a20 20 0 0 1 20 20v30H48" />
    <path d="M48 30a20 20 0 0 1 20 20v30H28V50a20 20 0 0 1 20-20Z" />
    <path d="M80 80v20" opacity=".55" />
    <path d="M40 54h16M104 50V36h12v8h-12" stroke="var(--accent)" />
  </Drawing>
);

const hourglass = (
  <>
    <path d="M56 18h48M56 92h48" />
    <path d="M62 18v14c0 12 18 16 18 23s-18 11-18 23v14M98 18v14c0 12-18 16-18 23s18 11 18 23v14" />
    <path d="M70 86c3-8 7-11 10-11s7 3 10 11M80 58v8" stroke="var(--accent)" />
  </>
);

const tornLink = (
  <>
    <path d="M70 68 60 78a15 15 0 0 1-21-21l14-14a15 15 0 0 1 18-2.5M90 42l10-10a15 15 0 0 1 21 21l-14 14a15 15 0 0 1-18 2.5" />
    <path d="m72 30-5-12M88 80l5 12M62 38 48 33M98 72l14 5" stroke="var(--danger)" />
  </>
);

const fullHouse = (
  <>
    <path d="M22 44 80 14l58 30" />
    <path d="M32 42v44M128 42v44M18 86h124" opacity=".55" />
    <path d="M46 86c1-9 5-12 10-12s9 3 10 12M70 86c1-9 5-12 10-12s9 3 10 12M94 86c1-9 5-12 10-12s9 3 10 12" />
    <path
      d="M63 66a7 7 0 1 1-14 0 7 7 0 0 1 14 0M87 66a7 7 0 1 1-14 0 7 7 0 0 1 14 0M111 66a7 7 0 1 1-14 0 7 7 0 0 1 14 0"
      stroke="var(--accent)"
    />
  </>
);

const closedGate = (
  <>
    <path d="M30 90V34M130 90V34M22 34h116M18 90h124" />
    <path d="M42 42v42M118 42v42M42 52h76M42 74h76" opacity=".55" />
    <path d="M72 54v18M88 54v18" stroke="var(--mention)" strokeWidth="5" />
  </>
);

const shut = (
  <>
    <path d="M80 14c14 9 27 12 42 13 0 33-12 56-42 69-30-13-42-36-42-69 15-1 28-4 42-13Z" />
    <path d="m66 44 28 28m0-28L66 72" stroke="var(--danger)" />
  </>
);

const openLetter = (
  <>
    <path d="M38 50v36a6 6 0 0 0 6 6h72a6 6 0 0 0 6-6V50L80 18 38 50Z" />
    <path d="m40 88 34-24a10 10 0 0 1 12 0l34 24" opacity=".55" />
    <path d="m66 46 10 10 20-22" stroke="var(--accent)" />
  </>
);

const returnedLetter = (
  <>
    <path d="M44 34h72a6 6 0 0 1 6 6v40a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6V40a6 6 0 0 1 6-6Z" />
    <path d="m40 38 34 27a10 10 0 0 0 12 0l34-27" opacity=".55" />
    <path d="M100 96H60m0 0 10-9m-10 9 10 9" stroke="var(--mention)" />
  </>
);

const twoPeople = (
  <>
    <path d="M62 44a14 14 0 1 1-28 0 14 14 0 0 1 28 0M22 88c2-20 12-26 26-26s24 6 26 26" />
    <path d="M126 44a14 14 0 1 1-28 0 14 14 0 0 1 28 0M86 88c2-20 12-26 26-26s24 6 26 26" opacity=".55" />
    <path d="M70 24h20m0 0-7-6m7 6-7 6M90 36H70" stroke="var(--accent)" />
  </>
);

const drawings = {
  expired: hourglass,
  revoked: tornLink,
  full: fullHouse,
  paused: closedGate,
  banned: shut,
  invalid: tornLink,
  accepted: openLetter,
  declined: returnedLetter,
  wrongAccount: twoPeople,
} as const;

export type InviteEnd = keyof typeof drawings;

/** The picture for each end of an invite. */
export const InviteEndDrawing = ({ end }: { end: InviteEnd }) => <Drawing>{drawings[end]}</Drawing>;
