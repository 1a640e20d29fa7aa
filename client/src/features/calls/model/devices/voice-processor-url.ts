/** Returns the address of the processor's script, which Vite builds as a file of its own. */
export const voiceProcessorUrl = async (): Promise<string> =>
  (await import('./voice-processor.ts?worker&url')).default;
