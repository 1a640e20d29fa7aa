import { isOpenScreen, type Tile } from './tiles.js';

const hasVideo = ({ kind, remote }: Tile): boolean =>
  kind === 'person' &&
  remote !== undefined &&
  remote.member.marks.hasCamera &&
  remote.member.allowed.video &&
  remote.controls.camera !== 'off' &&
  remote.tracks.camera !== undefined;

/**
 * The tile that is worth a small window while the viewer looks at something else: an opened screen, or else the video of the last speaker,
 * or else any video. Undefined without video: the panel says the rest.
 */
export const miniTileOf = (tiles: readonly Tile[], lastSpeaker: string | undefined): Tile | undefined =>
  tiles.find(isOpenScreen) ??
  tiles.find((tile) => hasVideo(tile) && tile.userId === lastSpeaker) ??
  tiles.find(hasVideo);
