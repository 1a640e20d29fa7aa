import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { pageHeaders } from './page-headers.ts';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
    conditions: ['@maru/source', ...defaultClientConditions],
  },
  server: { hmr: { path: '/@hmr' } },
  preview: { headers: pageHeaders },
  build: { target: 'es2022', sourcemap: true },
});
