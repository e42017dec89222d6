import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: 'test/support/global-setup.ts',
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    maxWorkers: '100%',
    isolate: false, // no test keeps state in a module; the program is loaded once a worker
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
