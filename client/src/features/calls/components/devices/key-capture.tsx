import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { isAllowedTalkKey } from '../../model/devices/talk-key';
import { keyName } from '../../model/devices/key-name';
import { changeVoiceSettings, useVoiceSettings } from '../../model/voice-settings';
import styles from './devices.module.css';

/** Chooses the key of push-to-talk by pressing it; Escape keeps the old one. */
export const KeyCapture = () => {
  const { t } = useTranslation();
  const talkKey = useVoiceSettings((settings) => settings.talkKey);
  const [isWaiting, setIsWaiting] = useState(false);
  useNextKey(isWaiting, (code) => {
    setIsWaiting(false);
    if (isAllowedTalkKey(code)) changeVoiceSettings({ talkKey: code });
  });
  return (
    <div className={styles.line}>
      <span className={styles.name}>{t('calls.devices.talkKey')}</span>
      <kbd className={styles.key}>{isWaiting ? '…' : keyName(talkKey)}</kbd>
      <Button
        variant="secondary"
        aria-pressed={isWaiting}
        onClick={() => setIsWaiting(!isWaiting)}
        onBlur={() => setIsWaiting(false)}
      >
        {t(isWaiting ? 'calls.devices.pressKey' : 'calls.devices.changeKey')}
      </Button>
    </div>
  );
};

const useNextKey = (isWaiting: boolean, onKey: (code: string) => void) => {
  useEffect(() => {
    if (!isWaiting) return undefined;
    // Before the page's own keys: Escape would close the settings.
    const take = (event: KeyboardEvent) => {
      if (event.code === 'Tab') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onKey(event.code);
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  });
};
