import { useLocation, useNavigate } from 'react-router-dom';
import { paths, type SettingsSection } from '@/shared/config/paths';

/** Opens the account settings; closing them leads back to the current page. */
export const useOpenSettings = (): ((section?: SettingsSection) => void) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (section) => void navigate(paths.settings.to(section), { state: { from: pathname } });
};

/** Opens the settings of a server, at `section` or at the first one. */
export const useOpenSettingsOf = (): ((serverId: string, section?: string) => void) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (serverId, section) =>
    void navigate(paths.serverSettings.to(serverId, section), { state: { from: pathname } });
};

/** The same for one server. */
export const useOpenServerSettings = (serverId: string): ((section?: string) => void) => {
  const open = useOpenSettingsOf();
  return (section) => open(serverId, section);
};
