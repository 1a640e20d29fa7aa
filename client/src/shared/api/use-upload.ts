import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

interface Upload<Reply> {
  send: (file: Blob, onProgress: (part: number) => void) => Promise<Reply>;
  onSuccess: (reply: Reply) => void;
}

/** A mutation that uploads a file and returns `progress`, from 0 to 1. */
export const useUpload = <Reply>({ send, onSuccess }: Upload<Reply>) => {
  const [progress, setProgress] = useState(0);
  const mutation = useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (file: Blob) => {
      setProgress(0);
      return send(file, setProgress);
    },
    onSuccess,
  });
  return { ...mutation, progress };
};
