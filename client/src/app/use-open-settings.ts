import { useLocation, useNavigate } from 'react-router-dom';
import { paths } from '@/shared/config/paths';

/** Opens the settings, which know where closing them leads back to. */
export const useOpenSettings = (): (() => void) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return () => void navigate(paths.settings.to('profile'), { state: { from: pathname } });
};
