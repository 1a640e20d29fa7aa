import { createHash } from 'node:crypto';
import { limits } from '@maru/contracts/limits';
import { AppError } from '../app-error.js';
import sharp, { type Metadata } from 'sharp';

/** A picture format: its aspect ratio, and the widths to produce. */
export interface PictureShape<Folder extends string = string> {
  /** Folder in the bucket. */
  folder: Folder;
  heightPerWidth: number;
  widths: readonly number[];
}

export const avatarShape: PictureShape<'avatars'> = {
  folder: 'avatars',
  heightPerWidth: 1,
  widths: [160, 512],
};
/** Folder of server icons. */
export const iconShape: PictureShape<'icons'> = { folder: 'icons', heightPerWidth: 1, widths: [160, 512] };
export const bannerShape: PictureShape<'banners'> = {
  folder: 'banners',
  heightPerWidth: 0.4,
  widths: [600, 1500],
};

export interface Picture {
  /** SHA-256 of the largest size: identifies the content, so a URL never changes its picture. */
  hash: string;
  sizes: { width: number; webp: Buffer }[];
}

/** Accepted formats; above all no SVG, which can carry scripts. */
const formats = ['jpeg', 'png', 'webp', 'gif', 'heif'];
const timeoutSeconds = 10;

const read = (upload: Buffer) =>
  // Only the first frame of an animation; the pixel limit applies before decoding.
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
 * Re-encodes an upload as WebP in the shape's sizes, rotated upright and without metadata. @throws IMAGE_INVALID if it isn't a
 * picture, whatever its declared type; IMAGE_TOO_MANY_PIXELS if decoding would need too much memory.
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
