import { Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { playTestSound } from '../../model/test-sound';

export const SpeakerTest = () => {
  const { t } = useTranslation();
  return (
    <Button variant="secondary" onClick={() => void playTestSound()}>
      <Volume2 size={18} strokeWidth={1.75} aria-hidden="true" />
      {t('calls.devices.testSpeaker')}
    </Button>
  );
};
