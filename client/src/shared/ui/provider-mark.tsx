/** The mark on the ground that it needs to be seen on, in either theme. */
export const ProviderChip = ({ provider, size = 28 }: { provider: 'google' | 'kakao'; size?: number }) => (
  <span
    style={{
      display: 'grid',
      flex: 'none',
      placeItems: 'center',
      width: size,
      height: size,
      borderRadius: 'var(--radius-s)',
      background: provider === 'kakao' ? '#fee500' : '#ffffff',
    }}
  >
    <ProviderMark provider={provider} size={size * 0.62} />
  </span>
);

/** The providers' own marks, whose shape and colours are theirs. Decorative: their name always stands beside it. */
export const ProviderMark = ({ provider, size = 20 }: { provider: 'google' | 'kakao'; size?: number }) =>
  provider === 'google' ? <GoogleMark size={size} /> : <KakaoMark size={size} />;

const KakaoMark = ({ size }: { size: number }) => (
  <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true">
    <path
      fill="#000"
      d="M9 1.2c-4.5 0-8 2.8-8 6.3 0 2.2 1.500 4.200 3.700 5.300l-.8 3c-.1.3.2.5.5.3l3.600-2.400 1 .1c4.500 0 8-2.800 8-6.300s-3.500-6.300-8-6.300Z"
    />
  </svg>
);

const GoogleMark = ({ size }: { size: number }) => (
  <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
    <path
      fill="#ea4335"
      d="M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5Z"
    />
    <path
      fill="#4285f4"
      d="M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 6c4.51-4.18 7.09-10.36 7.09-17.65Z"
    />
    <path
      fill="#fbbc05"
      d="M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19Z"
    />
    <path
      fill="#34a853"
      d="M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48Z"
    />
  </svg>
);
