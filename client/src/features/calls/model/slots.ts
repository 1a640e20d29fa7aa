/** The streams between two people. Each has one transceiver, in this order, so that switching a stream needs no negotiation. */
export const slots = ['audio', 'camera', 'screen', 'screenAudio'] as const;
export type Slot = (typeof slots)[number];
