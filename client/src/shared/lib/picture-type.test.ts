import { File } from 'node:buffer';
import { expect, it } from '@jest/globals';
import { pictureTypeOf } from './picture-type';

const file = (head: string, name: string, type = '') =>
  new File([Uint8Array.from(head, (character) => character.charCodeAt(0))], name, { type });

it.each([
  ['a JPEG without an ending', file('\xff\xd8\xff\xe0\0\x10JFIF', 'photo'), 'image/jpeg'],
  ['a JPEG with a wrong ending', file('\xff\xd8\xff\xe1', 'photo.txt', 'text/plain'), 'image/jpeg'],
  ['a PNG that is called JPG', file('\x89PNG\r\n\x1a\n', 'PHOTO.JPG', 'image/jpeg'), 'image/png'],
  ['a GIF', file('GIF89a', 'a.gif', 'image/gif'), 'image/gif'],
  ['a WebP', file('RIFF\0\0\0\0WEBPVP8 ', 'a'), 'image/webp'],
  ['an AVIF', file('\0\0\0\x1cftypavif\0\0\0\0', 'a'), 'image/avif'],
  ['an AVIF behind a general brand', file('\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'a'), 'image/avif'],
  ['an iPhone photo', file('\0\0\0\x1cftypheic\0\0\0\0mif1heic', 'IMG_1.HEIC'), 'image/heic'],
  ['an SVG that says it is a PNG', file('<svg xmlns=""', 'a.png', 'image/png'), undefined],
  ['a film', file('\0\0\0\x1cftypisom\0\0\0\0', 'a.png', 'image/png'), undefined],
  ['an empty file', file('', 'a.jpg', 'image/jpeg'), undefined],
])('%s is known by its content', async (_what, given, type) => {
  await expect(pictureTypeOf(given)).resolves.toBe(type);
});
