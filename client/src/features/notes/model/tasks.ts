/** A line that is an action item. */
export interface TaskLine {
  text: string;
  /** As it was written: `- [x]`. Ticking it later is stored apart from the text. */
  isDone: boolean;
}

const box = /^[-*]\s*\[(?<mark>[ xX]?)\]\s*(?<text>\S[^]*)$/;
/** "할 일" has to stand alone: "할 일이 많아요" is a sentence. */
const word = /^할\s?일(?:\s*[:：]\s*|\s+)(?<text>\S[^]*)$/;

/** Reads `- [ ] …`, `- [x] …` and `할 일: …` as action items. Returns undefined for other lines. */
export const parseTask = (line: string): TaskLine | undefined => {
  const trimmed = line.trim();
  const { mark = '', text } = (box.exec(trimmed) ?? word.exec(trimmed))?.groups ?? {};
  return text === undefined ? undefined : { text, isDone: mark.toLowerCase() === 'x' };
};

/** An action item as it stands now. */
export interface TaskItem extends TaskLine {
  assigneeId: string | null;
  /** It is one because of a stored state alone, so it can be made an ordinary line again. */
  isMade: boolean;
}

interface StoredTask {
  isDone: boolean;
  assigneeId: string | null;
}

/** A line as an action item: by its text, or because a member made it one. A stored state beats the text's own mark. */
export const taskOf = (line: string, stored: StoredTask | null | undefined): TaskItem | undefined => {
  const written = parseTask(line);
  if (!written && !stored) return undefined;
  return {
    text: written?.text ?? line,
    isDone: stored?.isDone ?? written?.isDone ?? false,
    assigneeId: stored?.assigneeId ?? null,
    isMade: !written,
  };
};
