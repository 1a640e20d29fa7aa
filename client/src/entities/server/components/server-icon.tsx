import { Avatar } from '@/shared/ui/avatar';

interface ServerIconProps {
  server: { serverId: string; name: string; iconUrl: string | null };
  size: number;
}

/** A server's icon, or its initial. Decorative: the name always stands beside it. */
export const ServerIcon = ({ server: { serverId, name, iconUrl }, size }: ServerIconProps) => (
  <Avatar id={serverId} name={name} url={iconUrl} size={size} isSquare />
);
