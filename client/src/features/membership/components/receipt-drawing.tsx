export const ReceiptDrawing = () => (
  <svg
    width="120"
    viewBox="0 0 160 110"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M52 14h56v80l-9-6-9 6-10-6-10 6-9-6-9 6Z" />
    <path d="M64 34h32M64 48h32" opacity=".55" />
    <path d="M64 66h18" stroke="var(--accent)" />
  </svg>
);
