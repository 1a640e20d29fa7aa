import { useRef, type CompositionEvent, type KeyboardEvent } from 'react';

interface EnterToSend {
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onCompositionStart: () => void;
  onCompositionEnd: (event: CompositionEvent<HTMLTextAreaElement>) => void;
}

/**
 * One Enter, one message, also with a Korean input method. While a syllable is being composed, Enter ends it first: the message
 * is sent once when `compositionend` has put the last syllable into the field. Chrome fires keydown (isComposing) before
 * compositionend, Safari after it with keyCode 229; either way exactly one of the two paths sends.
 */
export const useEnterToSend = (send: (text: string) => void): EnterToSend => {
  const isComposing = useRef(false);
  const isSendPending = useRef(false);
  const lastEnd = useRef(0);

  return {
    onCompositionStart: () => {
      isComposing.current = true;
    },
    onCompositionEnd: (event) => {
      isComposing.current = false;
      lastEnd.current = event.timeStamp;
      if (!isSendPending.current) return;
      isSendPending.current = false;
      send(event.currentTarget.value);
    },
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      if (isComposing.current || event.nativeEvent.isComposing) {
        isSendPending.current = true;
        return;
      }
      // Safari: the Enter that ended the composition comes after compositionend, still marked by 229.
      send(event.currentTarget.value);
    },
  };
};
