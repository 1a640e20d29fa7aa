import type { ServerTemplate } from '@maru/contracts/http/chat/servers';
import type { ReactNode } from 'react';

const drawings: Record<ServerTemplate, ReactNode> = {
  blank: (
    <>
      <path d="M8 23 24 11l16 12" />
      <path d="M13 26v11h22V26" opacity=".55" />
      <path d="M24 22v10M19 27h10" stroke="var(--accent)" />
    </>
  ),
  study: (
    <>
      <path d="M24 16c-4-3-9-4-15-4v22c6 0 11 1 15 4 4-3 9-4 15-4V12c-6 0-11 1-15 4Z" />
      <path d="M24 16v22" opacity=".55" />
      <path d="M14 19c2 0 4 .4 5.5 1M14 25c2 0 4 .4 5.5 1M29 20l3 3 5-6" stroke="var(--accent)" />
    </>
  ),
  game: (
    <>
      <path d="M16 15h16a10 10 0 0 1 9.8 8l1.3 7a5.5 5.5 0 0 1-9.9 4L30 30H18l-3.2 4a5.5 5.5 0 0 1-9.9-4l1.3-7A10 10 0 0 1 16 15Z" />
      <path d="M15 20v6M12 23h6" opacity=".55" />
      <path d="M31 21h.02M35 25h.02" stroke="var(--accent)" strokeWidth="4" />
    </>
  ),
  team: (
    <>
      <path d="M7 20h34v16H7z" />
      <path d="M17 20v-5a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v5" opacity=".55" />
      <path d="M7 27c10 4 24 4 34 0M24 27v5" stroke="var(--accent)" />
    </>
  ),
};

/** A small drawing of what a template is for. */
export const TemplateDrawing = ({ template }: { template: ServerTemplate }) => (
  <svg
    viewBox="0 0 48 48"
    width={48}
    height={48}
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {drawings[template]}
  </svg>
);
