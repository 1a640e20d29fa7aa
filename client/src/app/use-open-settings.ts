import { useLocation, useNavigate } from 'react-router-dom';
import { paths } from '@/shared/config/paths';

/** Opens the settings, which know where closing them leads back to. */
export const useOpenSettings = (): (() => void) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return () => void navigate(paths.settings.to(), { state: { from: pathname } });
};

/** Opens the settings of a server, at `section` or at the first one. */
export const useOpenServerSettings = (serverId: string): ((section?: string) => void) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (section) =>
    void navigate(paths.serverSettings.to(serverId, section), { state: { from: pathname } });
};
