import sharp from 'sharp';

export const aPicture = (background = '#1f6b52'): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 300, channels: 3, background } })
    .png()
    .toBuffer();
