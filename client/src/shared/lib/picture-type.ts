export type PictureType =
  'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/heic';

const startsWith = (head: string, ...starts: string[]) => starts.some((start) => head.startsWith(start));

const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

const typeOfHead = (head: string): PictureType | undefined => {
  if (startsWith(head, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(head, 'GIF87a', 'GIF89a')) return 'image/gif';
  if (startsWith(head, 'RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (head.slice(4, 8) !== 'ftyp') return undefined;
  // The first brand is the format's own; AVIF files may begin with a general one and name theirs later.
  const brands = [head.slice(8, 12), ...(head.slice(16).match(/.{4}/gs) ?? [])];
  if (brands.some((brand) => avifBrands.includes(brand))) return 'image/avif';
  return brands.some((brand) => heicBrands.includes(brand)) ? 'image/heic' : undefined;
};

interface Bytes {
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Detects the type of a picture by its first bytes: the file's name, and the type that systems derive from it, may be missing or wrong. */
export const pictureTypeOf = async (file: Bytes): Promise<PictureType | undefined> => {
  const bytes = new Uint8Array(await file.slice(0, 40).arrayBuffer());
  return typeOfHead(String.fromCharCode(...bytes));
};
