import { useEffect, useRef, useState } from 'react';
import styles from './track-video.module.css';

interface TrackVideoProps {
  track: MediaStreamTrack;
  /** People know themselves from the mirror. */
  isMirrored?: boolean;
  /** Shows all of the picture instead of filling the tile. */
  isWhole?: boolean;
}

/** Plays one video track. Its sound plays elsewhere. Stays invisible until the first frame is there. */
export const TrackVideo = ({ track, isMirrored, isWhole }: TrackVideoProps) => {
  const element = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState<MediaStreamTrack>();
  useEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    video.srcObject = new MediaStream([track]);
    // Muted videos may play without a click; a rejection only means that the source has changed meanwhile.
    void video.play()?.catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={element}
      className={styles.video}
      muted
      playsInline
      autoPlay
      disablePictureInPicture
      data-mirrored={isMirrored || undefined}
      data-whole={isWhole || undefined}
      data-ready={shown === track || undefined}
      onLoadedData={() => setShown(track)}
      aria-hidden="true"
    />
  );
};
