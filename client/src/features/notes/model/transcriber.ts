/** The parts of the browser's SpeechRecognition that the transcriber uses. */
export interface Recogniser {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onstart: (() => void) | null;
  onaudiostart: (() => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onresult: ((event: RecognisedSpeech) => void) | null;
  start(): void;
  /** Ends listening; speech heard so far still becomes a result. */
  stop(): void;
  abort(): void;
}

interface RecognisedSpeech {
  /** The first result that changed. */
  resultIndex: number;
  results: ArrayLike<{ isFinal: boolean; 0?: { transcript: string } }>;
}

export type RecogniserConstructor = new () => Recogniser;

export type SpeechLanguage = 'ko' | 'en';

/** `silent`: the browser has the interface, but nothing started. */
export type SpeechProblem = 'unsupported' | 'silent' | 'network' | 'not-allowed' | 'audio-capture';

export interface TranscriberSnapshot {
  /** `paused`: muted. `failed`: typed lines are left. */
  phase: 'off' | 'starting' | 'listening' | 'paused' | 'failed';
  problem: SpeechProblem | undefined;
  /** Words that are not final yet; for the speaker only. */
  interim: string;
}

interface TranscriberDeps {
  Recogniser: RecogniserConstructor | undefined;
  language: SpeechLanguage;
  isMuted: boolean;
  /** Called with each final piece of speech. */
  onLine: (text: string) => void;
}

const startWithinMs = 5_000;
const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** A recogniser that ran this long was well: the next pause is short again. */
const healthyMs = 5_000;
/** Some browsers give the same final result twice. */
const repeatWithinMs = 1_500;
const longestLine = 500;

const languageTags = { ko: 'ko-KR', en: 'en-US' } as const;

const problems: Partial<Record<string, SpeechProblem>> = {
  network: 'network',
  'not-allowed': 'not-allowed',
  'service-not-allowed': 'not-allowed',
  'audio-capture': 'audio-capture',
  'language-not-supported': 'unsupported',
};

/** Cuts a long text at spaces where it can. */
const piecesOf = (text: string): string[] => {
  const characters = [...text];
  if (characters.length <= longestLine) return [text];
  const head = characters.slice(0, longestLine).join('');
  const space = head.lastIndexOf(' ');
  const piece = space > 0 ? head.slice(0, space) : head;
  return [piece, ...piecesOf(text.slice(piece.length).trim())].filter(Boolean);
};

/** Nothing that it has heard counts any more. */
const abandon = (recogniser: Recogniser) => {
  recogniser.onresult = null;
  recogniser.abort();
};

/**
 * Turns the speaker's own speech into lines with the browser's recogniser. Framework-free; it listens between `start` and `stop`, never
 * while muted, and begins again by itself when the browser ends a session.
 */
export class Transcriber {
  private state: TranscriberSnapshot = { phase: 'off', problem: undefined, interim: '' };
  private readonly listeners = new Set<() => void>();
  private current: Recogniser | undefined;
  /** Muted ones whose last words may still arrive. */
  private readonly finishing = new Set<Recogniser>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isWanted = false;
  private isMuted: boolean;
  private language: SpeechLanguage;
  private failures = 0;
  private startedAt: number | undefined;
  private last = { text: '', at: 0 };

  constructor(private readonly deps: TranscriberDeps) {
    this.isMuted = deps.isMuted;
    this.language = deps.language;
  }

  snapshot = (): TranscriberSnapshot => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Starts listening; after a failure it tries again. */
  start(): void {
    this.isWanted = true;
    this.failures = 0;
    if (!this.deps.Recogniser) return this.fail('unsupported');
    if (this.isMuted) this.set({ phase: 'paused', problem: undefined, interim: '' });
    else this.listen();
  }

  stop(): void {
    this.isWanted = false;
    this.drop();
    this.finishing.forEach(abandon);
    this.finishing.clear();
    this.set({ phase: 'off', problem: undefined, interim: '' });
  }

  setMuted(isMuted: boolean): void {
    if (this.isMuted === isMuted) return;
    this.isMuted = isMuted;
    if (!this.isWanted || this.state.phase === 'failed') return;
    if (!isMuted) return this.listen();
    this.finish();
    this.set({ phase: 'paused', problem: undefined, interim: '' });
  }

  setLanguage(language: SpeechLanguage): void {
    if (this.language === language) return;
    this.language = language;
    if (this.current) this.listen();
  }

  private listen(): void {
    const { Recogniser } = this.deps;
    if (!Recogniser) return;
    this.drop();
    this.startedAt = undefined;
    this.set({ phase: 'starting', problem: undefined, interim: '' });
    try {
      const recogniser = new Recogniser();
      recogniser.lang = languageTags[this.language];
      recogniser.continuous = true;
      recogniser.interimResults = true;
      this.current = recogniser;
      this.attach(recogniser);
      this.after(startWithinMs, () => this.fail('silent'));
      recogniser.start();
    } catch {
      this.fail('unsupported');
    }
  }

  private attach(recogniser: Recogniser): void {
    const emitted = new Set<number>();
    const isCurrent = () => this.current === recogniser;
    const started = () => (isCurrent() ? this.hasStarted() : undefined);
    recogniser.onstart = started;
    recogniser.onaudiostart = started;
    recogniser.onresult = (event) => this.take(event, { emitted, isCurrent: isCurrent() });
    recogniser.onend = () => {
      this.finishing.delete(recogniser);
      if (isCurrent()) this.again();
    };
    // Chrome's recogniser has one handler for each event, set here alone.
    // eslint-disable-next-line unicorn/prefer-add-event-listener
    recogniser.onerror = ({ error }) => {
      const problem = problems[error];
      if (isCurrent() && problem) this.fail(problem);
    };
  }

  private hasStarted(): void {
    if (this.startedAt !== undefined) return;
    clearTimeout(this.timer);
    this.startedAt = Date.now();
    this.set({ ...this.state, phase: 'listening' });
  }

  private take(
    { resultIndex, results }: RecognisedSpeech,
    { emitted, isCurrent }: { emitted: Set<number>; isCurrent: boolean },
  ): void {
    let interim = '';
    for (let index = resultIndex; index < results.length; index += 1) {
      const result = results[index];
      const text = result?.[0]?.transcript ?? '';
      if (!result?.isFinal) interim += text;
      else if (!emitted.has(index)) {
        emitted.add(index);
        this.emit(text);
      }
    }
    if (isCurrent) this.set({ ...this.state, interim: interim.trim() });
  }

  private emit(transcript: string): void {
    const text = transcript.replace(/\s+/g, ' ').trim();
    const isRepeat = text === this.last.text && Date.now() - this.last.at < repeatWithinMs;
    if (!text || isRepeat) return;
    this.last = { text, at: Date.now() };
    piecesOf(text).forEach((piece) => this.deps.onLine(piece));
  }

  /** The browser ended the session: after silence, after its longest time, or because of a passing error. */
  private again(): void {
    const ranMs = this.startedAt === undefined ? 0 : Date.now() - this.startedAt;
    this.failures = ranMs >= healthyMs ? 0 : this.failures + 1;
    this.drop();
    this.set({ ...this.state, interim: '' });
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, this.failures - 1));
    this.after(pauseMs, () => this.listen());
  }

  private fail(problem: SpeechProblem): void {
    this.drop();
    this.set({ phase: 'failed', problem, interim: '' });
  }

  /** Lets go of the recogniser; speech that it has heard may still arrive as a final result, until `stop`. */
  private finish(): void {
    clearTimeout(this.timer);
    const recogniser = this.current;
    this.current = undefined;
    if (!recogniser) return;
    this.finishing.add(recogniser);
    recogniser.stop();
  }

  /** Lets go of the recogniser; nothing that it has heard counts any more. */
  private drop(): void {
    clearTimeout(this.timer);
    const recogniser = this.current;
    this.current = undefined;
    if (recogniser) abandon(recogniser);
  }

  private after(ms: number, run: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(run, ms);
  }

  private set(state: TranscriberSnapshot): void {
    const { phase, problem, interim } = this.state;
    if (state.phase === phase && state.problem === problem && state.interim === interim) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
