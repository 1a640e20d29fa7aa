import { createHash } from 'node:crypto';
import { limits } from '@maru/contracts/limits';
import { AppError } from '../app-error.js';
import sharp, { type Metadata } from 'sharp';

/** A picture to be made: its proportions, and the widths in which it is kept. */
export interface PictureShape<Folder extends string = string> {
  /** Where it lies in the bucket. */
  folder: Folder;
  heightPerWidth: number;
  widths: readonly number[];
}

export const avatarShape: PictureShape<'avatars'> = {
  folder: 'avatars',
  heightPerWidth: 1,
  widths: [160, 512],
};
/** Of servers. */
export const iconShape: PictureShape<'icons'> = { folder: 'icons', heightPerWidth: 1, widths: [160, 512] };
export const bannerShape: PictureShape<'banners'> = {
  folder: 'banners',
  heightPerWidth: 0.4,
  widths: [600, 1500],
};

export interface Picture {
  /** SHA-256 of the largest size: names the content, so that an address never shows another picture. */
  hash: string;
  sizes: { width: number; webp: Buffer }[];
}

/** What is decoded; above all no SVG, which is a program. */
const formats = ['jpeg', 'png', 'webp', 'gif', 'heif'];
const timeoutSeconds = 10;

const read = (upload: Buffer) =>
  // Only the first picture of an animation; the bound on pixels holds before anything is decoded.
  sharp(upload, { limitInputPixels: limits.image.maxPixels, failOn: 'error', pages: 1 });

const metadataOf = async (upload: Buffer): Promise<Metadata> => {
  try {
    return await read(upload).metadata();
  } catch (error) {
    const isTooBig = error instanceof Error && error.message.includes('pixel limit');
    throw new AppError(isTooBig ? 'IMAGE_TOO_MANY_PIXELS' : 'IMAGE_INVALID', { cause: error });
  }
};

/**
 * An upload as WebP in the shape's sizes: decoded and encoded anew, turned upright, without metadata. IMAGE_INVALID when it is no
 * picture (whatever it says it is), IMAGE_TOO_MANY_PIXELS when decoding it would take too much.
 */
export const makePicture = async (upload: Buffer, shape: PictureShape): Promise<Picture> => {
  const { format, width = 0, height = 0 } = await metadataOf(upload);
  if (!formats.includes(format ?? '')) throw new AppError('IMAGE_INVALID');
  if (width * height > limits.image.maxPixels) throw new AppError('IMAGE_TOO_MANY_PIXELS');
  try {
    const sizes = await Promise.all(
      shape.widths.map(async (each) => {
        const size = { width: each, height: Math.round(each * shape.heightPerWidth) };
        const picture = read(upload)
          .rotate()
          .resize({ ...size, fit: 'cover', position: 'centre' });
        return {
          width: each,
          webp: await picture.webp({ quality: 82 }).timeout({ seconds: timeoutSeconds }).toBuffer(),
        };
      }),
    );
    const largest = sizes.at(-1)?.webp ?? Buffer.alloc(0);
    return { hash: createHash('sha256').update(largest).digest('hex'), sizes };
  } catch (error) {
    throw new AppError('IMAGE_INVALID', { cause: error });
  }
};
