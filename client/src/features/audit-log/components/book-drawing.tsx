/** An open, empty book. */
export const BookDrawing = () => (
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
    <path d="M80 32c-14-9-32-11-52-11v60c20 0 38 3 52 12 14-9 32-12 52-12V21c-20 0-38 2-52 11Z" />
    <path d="M80 32v61" opacity=".55" />
    <path d="M42 40c8 .5 16 2 24 5M42 54c8 .5 16 2 24 5" opacity=".55" />
    <path d="m96 62 22-22 6 6-22 22-8 2 2-8Z" stroke="var(--accent)" />
  </svg>
);
