/** A line as the export writes it. */
export interface ExportLine {
  speaker: string;
  time: string;
  text: string;
  isGrouped: boolean;
  task?: { text: string; isDone: boolean; assignee: string | undefined };
}

export interface ExportedNote {
  topic: string;
  /** Date and time of the meeting in the reader's zone. */
  when: string;
  people: readonly string[];
  lines: readonly ExportLine[];
  /** Headings in the reader's language. */
  words: { people: string; tasks: string; lines: string };
}

/** Characters that Markdown, or HTML within it, gives a meaning anywhere in a line. */
const special = /[\\`*_{}[\]<>()#+\-.!|~&$@:=^]/g;

/** Escapes text so that it stays literal; bare addresses become no links. Its line ends become one space. */
const literal = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .replace(special, '\\$&');

/** The same for text of several lines: line ends stay as hard breaks. */
const literalLines = (text: string): string => text.split('\n').map(literal).filter(Boolean).join('\\\n');

const taskText = ({ text, isDone, assignee }: NonNullable<ExportLine['task']>): string =>
  `- [${isDone ? 'x' : ' '}] ${literal(text)}${assignee ? ` (@${literal(assignee)})` : ''}`;

const lineText = ({ speaker, time, text, isGrouped, task }: ExportLine): string => {
  const head = isGrouped ? '' : `**${literal(speaker)}** ${time}\n\n`;
  return head + (task ? taskText(task) : literalLines(text));
};

/** A note as Markdown. Everything that people wrote appears literally. */
export const noteMarkdown = ({ topic, when, people, lines, words }: ExportedNote): string => {
  const tasks = lines.flatMap(({ task }) => (task ? [taskText(task)] : []));
  const sections = [
    `# ${literal(topic)}`,
    when,
    ...(people.length > 0 ? [`**${words.people}** ${people.map(literal).join(', ')}`] : []),
    ...(tasks.length > 0 ? [`## ${words.tasks}`, tasks.join('\n')] : []),
    `## ${words.lines}`,
    ...lines.map(lineText),
  ];
  return `${sections.join('\n\n')}\n`;
};

/** A file name from a topic: without characters that file systems refuse. */
export const exportName = (topic: string, day: string): string => {
  const safe = topic
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${day} ${safe.replace(/^\.+|\.+$/g, '')}`.trim() + '.md';
};
