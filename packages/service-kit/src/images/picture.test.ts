import { describe, expect, it } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { avatarShape, bannerShape, makePicture } from './picture.js';

const aPicture = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#1f6b52' } });

describe('an upload', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
    'in %s becomes WebP in two sizes',
    async (format) => {
      const upload = await aPicture().toFormat(format).toBuffer();
      const { sizes, hash } = await makePicture(upload, avatarShape);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      const made = await Promise.all(sizes.map(({ webp }) => sharp(webp).metadata()));
      expect(made.map(({ format: type, width, height }) => [type, width, height])).toEqual([
        ['webp', 160, 160],
        ['webp', 512, 512],
      ]);
    },
  );

  it('becomes a banner with an aspect ratio of 5:2', async () => {
    const { sizes } = await makePicture(await aPicture().png().toBuffer(), bannerShape);
    const made = await Promise.all(sizes.map(({ webp }) => sharp(webp).metadata()));
    expect(made.map(({ width, height }) => [width, height])).toEqual([
      [600, 240],
      [1500, 600],
    ]);
  });

  it('loses its location and device metadata, and is rotated upright', async () => {
    const upload = await aPicture(300, 100)
      .jpeg()
      .withExif({ IFD0: { Artist: 'Jimin', Model: 'Phone' }, IFD3: { GPSLatitude: '37/1 33/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(upload).metadata()).exif).toBeDefined();
    const { sizes } = await makePicture(upload, avatarShape);
    for (const { webp } of sizes) {
      const { exif, orientation, xmp, icc } = await sharp(webp).metadata();
      expect({ exif, orientation, xmp, icc }).toEqual({
        exif: undefined,
        orientation: undefined,
        xmp: undefined,
        icc: undefined,
      });
    }
  });

  it('with the same content gets the same name', async () => {
    const upload = await aPicture().png().toBuffer();
    const [one, two] = await Promise.all([
      makePicture(upload, avatarShape),
      makePicture(upload, avatarShape),
    ]);
    expect(one.hash).toBe(two.hash);
  });
});

/** A PNG whose header declares a huge size, without the pixels. */
const aBomb = (side: number): Buffer => {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const crcTable = Array.from({ length: 256 }, (_, n) => {
      let c = n;
      for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
      return c >>> 0;
    });
    const crc =
      body.reduce((sum, byte) => (crcTable[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const end = Buffer.alloc(4);
    end.writeUInt32BE(crc >>> 0);
    return Buffer.concat([length, body, end]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

describe("an upload that isn't a picture", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['SVG', () => Buffer.from(svg), 'IMAGE_INVALID'],
    ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'IMAGE_INVALID'],
    ['PDF', () => Buffer.from('%PDF-1.7\n1 0 obj'), 'IMAGE_INVALID'],
    ['noise', () => Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 7) % 256)), 'IMAGE_INVALID'],
    [
      'a picture that breaks off',
      async () => (await aPicture(1000, 1000).jpeg().toBuffer()).subarray(0, 900),
      'IMAGE_INVALID',
    ],
    ['TIFF', () => aPicture().tiff().toBuffer(), 'IMAGE_INVALID'],
    ['a decompression bomb', () => aBomb(30_000), 'IMAGE_TOO_MANY_PIXELS'],
  ])('(%s) is refused', async (_what, make, code) => {
    await expect(makePicture(await make(), avatarShape)).rejects.toMatchObject({ code });
  });

  it('a picture with an appended program loses the program', async () => {
    const polyglot = Buffer.concat([
      await aPicture().gif().toBuffer(),
      Buffer.from('<script>alert(1)</script>'),
    ]);
    const { sizes } = await makePicture(polyglot, avatarShape);
    for (const { webp } of sizes) expect(webp.includes('<script>')).toBe(false);
  });
});
