import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // No inline data: addresses, no module preload polyfill script: the pages' policy is default-src 'self'.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, sourcemap: false },
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: 'http://127.0.0.1:8025', changeOrigin: true } } },
});
