import styles from './avatar.module.css';

interface AvatarProps {
  /** Decides the colour, so that the same person has the same one everywhere. */
  id: string;
  name: string;
  url?: string | null;
  size?: number;
  /** A rounded square instead of a circle, for servers. */
  isSquare?: boolean;
}

const tones = 6;

const toneOf = (id: string): number => {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (sum % tones) + 1;
};

const segmenter = new Intl.Segmenter();

/** The first letter as people see it: an emoji or a Hangul syllable counts as one. */
export const initialOf = (name: string): string => {
  const [first] = segmenter.segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '?';
};

/** A picture, or a two-tone initial. Decorative: the name always stands beside it. */
export const Avatar = ({ id, name, url, size = 40, isSquare = false }: AvatarProps) => {
  const shape = `${styles.avatar} ${isSquare ? styles.square : ''}`;
  if (url) return <img className={shape} src={url} alt="" width={size} height={size} loading="lazy" />;
  const style = {
    width: size,
    height: size,
    fontSize: size * 0.44,
    background: `var(--avatar-${toneOf(id)})`,
  };
  return (
    <span className={shape} style={style} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
};
