import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { chunkOf } from './chunks.ts';
import { pageHeadersOf } from './page-headers.ts';

/** Files whose names contain a hash of their content never change: browsers keep them, as behind the CDN. */
const keepAssets: Plugin = {
  name: 'keep-assets',
  configurePreviewServer: ({ middlewares }) => {
    middlewares.use('/assets', (_req, res, next) => {
      res.setHeader('cache-control', 'public, max-age=31536000, immutable');
      next();
    });
  },
};

/** Sends each page's security headers, as the CDN does. */
const securePages: Plugin = {
  name: 'secure-pages',
  configurePreviewServer: ({ middlewares }) => {
    middlewares.use(({ url = '/' }, res, next) => {
      const [path = '/'] = url.split('?');
      const headers = pageHeadersOf(path, process.env.TOSS_PAGE_ORIGINS || undefined);
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      next();
    });
  },
};

export default defineConfig({
  plugins: [react(), keepAssets, securePages],
  resolve: {
    // Below the root that the command names, which may be a link.
    alias: { '@': '/src' },
    conditions: ['@maru/source', ...defaultClientConditions],
    // Folder names with characters of URLs are hidden behind a link, which has to stay.
    preserveSymlinks: process.env.MARU_LINKED === '1',
  },
  server: { hmr: { path: '/@hmr' } },
  build: {
    // The oldest browsers with `light-dark()`: for older ones the minifier replaces it by variables of :root, which a nested
    // `[data-theme]` does not switch.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    sourcemap: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Each group is complete by its definition; otherwise the first group would take what it shares with later ones.
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'libraries',
              test: /node_modules/,
              entriesAware: true,
              entriesAwareMergeThreshold: 4_000,
            },
            { name: chunkOf, debugName: 'pages' },
          ],
        },
      },
    },
  },
});
