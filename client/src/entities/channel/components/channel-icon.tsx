import type { ChannelType } from '@maru/contracts/channel-type';
import { Hash, Megaphone, Volume2 } from 'lucide-react';

const icons = { text: Hash, voice: Volume2, announcement: Megaphone } as const;

interface ChannelIconProps {
  type: ChannelType;
  size: number;
  className?: string;
}

/** The symbol of a channel's type. */
export const ChannelIcon = ({ type, size, className }: ChannelIconProps) => {
  const Icon = icons[type];
  return <Icon size={size} strokeWidth={1.75} className={className} aria-hidden="true" />;
};
