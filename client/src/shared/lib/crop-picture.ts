/** A rectangle in a picture's own pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The service scales pictures down further; larger uploads would only cost time on a phone. */
const outputWidth = { avatar: 1024, icon: 1024, banner: 1500 } as const;

/** Of a person, of a server, or a wide strip. */
export type PictureShape = keyof typeof outputWidth;

const loadImage = (url: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.addEventListener('load', () => resolve(image));
    image.addEventListener('error', () => reject(new Error('the browser can’t show this picture')));
    image.src = url;
  });

/** Resolves to whether this browser can decode a picture. */
export const canShow = (url: string): Promise<boolean> =>
  loadImage(url).then(
    () => true,
    () => false,
  );

/** The chosen part of a picture as JPEG. Rejects when the browser can't read or draw it. */
export const cropPicture = async (url: string, area: Area, shape: PictureShape): Promise<Blob> => {
  const image = await loadImage(url);
  const width = Math.min(outputWidth[shape], Math.round(area.width));
  const height = Math.round((width * area.height) / area.width);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  // Transparent pictures come out on white, as they are shown.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, area.x, area.y, area.width, area.height, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  if (!blob) throw new Error('the picture is too big for this browser');
  return blob;
};
