import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // The message catalogue lies beside this folder and serves the terminal too.
  server: { port: 1420, strictPort: true, fs: { allow: ['.', '../catalogue'] } },
  build: { target: 'safari16', assetsInlineLimit: 0 },
  // Tests run what the window runs, not Svelte's server build.
  ...(mode === 'test' ? { resolve: { conditions: ['browser'] } } : {}),
  test: { environment: 'jsdom', css: true, include: ['src/**/*.test.ts'] },
}))
