import { useEffect } from 'react';
import { useMatch, useNavigate } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useRail } from '../api/rail';
import { serversInOrder } from '../model/rail-moves';

const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/** Ctrl+Alt+↑/↓ opens the server above or below, also inside folders, and wraps around at the ends. */
export const useServerKeys = (): void => {
  const navigate = useNavigate();
  const { entries } = useRail();
  const current = useMatch(`${paths.server.path}/*`)?.params.serverId;
  useEffect(() => {
    const order = serversInOrder(entries ?? []);
    const go = (event: KeyboardEvent) => {
      const step = event.ctrlKey && event.altKey ? steps[event.key] : undefined;
      if (!step || event.isComposing || order.length === 0) return;
      event.preventDefault();
      const at = order.findIndex((serverId) => serverId === current);
      const next = order.at(at < 0 && step < 0 ? -1 : (at + step) % order.length);
      if (next) void navigate(paths.server.to(next));
    };
    window.addEventListener('keydown', go);
    return () => window.removeEventListener('keydown', go);
  }, [entries, current, navigate]);
};
