/** A sheet with lines and a ticked box. */
export const NoteDrawing = () => (
  <svg
    viewBox="0 0 160 110"
    width="132"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M50 12h46l18 18v66a6 6 0 0 1-6 6H50a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6Z" />
    <path d="M96 12v18h18" opacity=".55" />
    <path d="M72 48h28M72 64h28M72 80h18" opacity=".55" />
    <path d="M56 46h6v6h-6zM56 62h6v6h-6z" stroke="var(--accent)" />
    <path d="m55 80 3 3 6-7" stroke="var(--accent)" />
  </svg>
);
