/**
 * Letters that look like a Latin letter in either case, after case folding: Cyrillic, Greek, Armenian, Cherokee, Coptic, Lisu,
 * small capitals and letters with strokes. From Unicode's confusables.txt, without canonical compositions, because their base
 * letters are listed.
 */
const lookAlikes: Record<string, string> = {
  a: 'ɐɑαаᴀꓮꭺ',
  b: 'ƀƃƅɓʙβвьѣҍᏼꓐꞵꮟ',
  c: 'ȼсҫᴄⲥꓚꮯ',
  d: 'ðđƌɖɗԁᴅꓒꓓꭰꮷ',
  e: 'ǝɇεеҽҿᴇꓰꬲꭼ',
  f: 'ƒϝքᵮẝꓝꜰꞙꬵ',
  g: 'ƍǥɠɡɢԍցᏻᶃꓖꮐ',
  h: 'ħɥɦʜнћңһӈӊհᏺⱨⲏꓧꚕꮋꮒ',
  i: 'ɨɩɪιіӏᵻᵼꙇꭵ',
  j: 'ɉʝϳјᴊꓙꭻ',
  k: 'ƙʞκкқҟᴋⱪⲕꓗꝁꮶ',
  l: 'łƚǀɫɭʟⲓⳑꓡꓲꮮ',
  m: 'μϻмӎᴍⲙꓟꮇ',
  n: 'ƞɲɳɴηոռᵰⲛꓠ',
  o: 'øɵθοσоѳөօᴏᴑⲟꓳꝋꬽꬾꭴꮎꮻ',
  p: 'ƥρрᴘᵽⲣꓑꮲ',
  q: 'ʠԛգզꞯ',
  r: 'ɍɹɼɽʀгғᴦᵲⲅꓣꭇꭈꭱꮁꮢ',
  s: 'ƽʂѕտᵴꓢꜱꮥꮪ',
  t: 'ŧƭʇʈτтҭᴛᵵⱦⲧꓔꭲ',
  u: 'ʉʋυսᴜᵾꓴꞟꭎꭒꮜ',
  v: 'ʌνѵᴠꓦꮩ',
  w: 'ɯʍѡѽԝաᴡꓪꝡꮃꮤ',
  x: 'χхҳⲭꓫꭓ',
  y: 'ƴɏɣʎʏγуүұᶌỿⲩꓬꭚꭹꮍ',
  z: 'ƶȥʐζᴢᵶꓜꮓ',
};

const latinOf = new Map(
  Object.entries(lookAlikes).flatMap(([latin, others]) =>
    [...others].map((other) => [other, latin] as const),
  ),
);

const lookAlike = new RegExp(`[${[...latinOf.keys()].join('')}]`, 'gu');

/** Replaces each confusable letter with its Latin lookalike. */
export const foldConfusables = (text: string): string =>
  text.replace(lookAlike, (letter) => latinOf.get(letter) ?? letter);
