import type { Page } from 'playwright-core';

/** The ways in which a browser's recogniser behaves once it is started. */
export type SpeechMode = 'works' | 'silent' | 'network' | 'not-allowed';

declare global {
  interface Window {
    speech: {
      mode: SpeechMode;
      /** Recognisers that were started and have not ended. */
      running: number;
      /** Lets the running recognisers hear a sentence. Returns how many did. */
      hear: (words: string) => number;
    };
  }
}

/** Runs in the page before its scripts: a SpeechRecognition without a microphone. Its events come later than its calls, as in browsers. */
const install = (mode: SpeechMode): void => {
  type Handler<T = void> = ((event: T) => void) | null;
  const all = new Set<FakeRecognition>();
  const later = (work: () => void) => void setTimeout(work, 20);

  class FakeRecognition {
    lang = '';
    continuous = false;
    interimResults = false;
    onstart: Handler = null;
    onaudiostart: Handler = null;
    onend: Handler = null;
    onerror: Handler<{ error: string }> = null;
    onresult: Handler<{ resultIndex: number; results: object[] }> = null;
    private isListening = false;
    private readonly results: object[] = [];

    start() {
      if (all.has(this)) throw new DOMException('recognition has already started', 'InvalidStateError');
      all.add(this);
      const { mode: now } = window.speech;
      if (now === 'silent') return;
      later(() => (now === 'works' ? this.begin() : this.fail(now)));
    }

    stop() {
      later(() => this.end());
    }

    abort() {
      later(() => this.fail('aborted'));
    }

    hear(words: string): boolean {
      if (!this.isListening) return false;
      const resultIndex = this.results.length;
      for (const isFinal of [false, true]) {
        this.results[resultIndex] = { isFinal, 0: { transcript: isFinal ? words : words.slice(0, 3) } };
        this.onresult?.({ resultIndex, results: [...this.results] });
      }
      return true;
    }

    private begin() {
      if (!all.has(this)) return;
      this.isListening = true;
      this.onstart?.();
      this.onaudiostart?.();
    }

    private fail(error: string) {
      if (!all.has(this)) return;
      this.onerror?.({ error });
      this.end();
    }

    private end() {
      if (!all.delete(this)) return;
      this.isListening = false;
      this.onend?.();
    }
  }

  window.speech = {
    mode,
    get running() {
      return all.size;
    },
    hear: (words) => [...all].filter((each) => each.hear(words)).length,
  };
  Object.assign(window, { SpeechRecognition: FakeRecognition, webkitSpeechRecognition: FakeRecognition });
};

/** Gives the next pages of a window a recogniser. */
export const withSpeech = (page: Page, mode: SpeechMode): Promise<unknown> =>
  page.context().addInitScript(install, mode);

export const runningRecognisers = (page: Page): Promise<number> => page.evaluate(() => window.speech.running);

/** Returns whether a recogniser heard the words. */
export const speak = async (page: Page, words: string): Promise<boolean> =>
  (await page.evaluate((text) => window.speech.hear(text), words)) > 0;

/** The next start of a recogniser behaves like this. */
export const changeSpeech = (page: Page, mode: SpeechMode): Promise<unknown> =>
  page.evaluate((next) => (window.speech.mode = next), mode);
