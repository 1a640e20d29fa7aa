/** Issuers of Korean cards that have a name in the texts. */
const byCode = {
  '11': 'kookmin',
  '15': 'kakaobank',
  '21': 'hana',
  '24': 'tossbank',
  '30': 'kdb',
  '31': 'bc',
  '33': 'woori',
  '34': 'suhyup',
  '35': 'jeonbuk',
  '36': 'citi',
  '37': 'post',
  '38': 'saemaul',
  '39': 'savings',
  '3A': 'kbank',
  '3K': 'ibk',
  '41': 'shinhan',
  '42': 'jeju',
  '46': 'gwangju',
  '51': 'samsung',
  '61': 'hyundai',
  '62': 'shinhyup',
  '71': 'lotte',
  '91': 'nonghyup',
  W1: 'woori',
} as const;
export type Issuer = (typeof byCode)[keyof typeof byCode];

const isKnown = (code: string): code is keyof typeof byCode => Object.hasOwn(byCode, code);

/** Returns the issuer that Toss' code of two characters stands for; `undefined` for others, such as foreign ones. */
export const issuerOf = (code: string | null): Issuer | undefined =>
  code !== null && isKnown(code) ? byCode[code] : undefined;
