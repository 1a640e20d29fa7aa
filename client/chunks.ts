/** The pages that people open first, by the modules that load them: few large files load faster than many small ones. */
const pages = [
  { name: 'start', loadedBy: /\/app\/main\.tsx$/ },
  { name: 'landing', loadedBy: /\/app\/routes\/site\/landing\.tsx$/ },
  { name: 'sign-in', loadedBy: /\/app\/routes\/auth\/sign-in\.tsx$/ },
  { name: 'member', loadedBy: /\/app\/(shell\/shell|routes\/(server\/server|channel\/channel))\.tsx$/ },
] as const;

interface ModuleGraph {
  getModuleInfo(id: string): { importers: string[]; dynamicImporters: string[] } | null;
}

/** Returns the modules that the browser asks for by name and that bring this module along. */
const entriesOf = (id: string, graph: ModuleGraph): string[] => {
  const seen = new Set([id]);
  for (const each of seen)
    for (const importer of graph.getModuleInfo(each)?.importers ?? []) seen.add(importer);
  return [...seen].filter(
    (each) => pages[0].loadedBy.test(each) || (graph.getModuleInfo(each)?.dynamicImporters.length ?? 0) > 0,
  );
};

/**
 * Returns the name of the chunk for a module of ours that several entries share: one for each set of pages, so that no page loads more
 * than it needs. Returns `null` to leave the choice to the bundler.
 */
export const chunkOf = (id: string, graph: ModuleGraph): string | null => {
  const entries = entriesOf(id, graph);
  const sharing = pages
    .filter(({ loadedBy }) => entries.some((entry) => loadedBy.test(entry)))
    .map(({ name }) => name);
  if (sharing.length === 0 || (entries.length === 1 && sharing[0] !== 'start')) return null;
  return sharing[0] === 'start' ? 'start' : sharing.join('-');
};
