import { defineConfig, devices } from '@playwright/test';

/** `npm run test:browser` starts the portal and tells where it and Chromium are. */
export default defineConfig({
  testDir: 'e2e-tests',
  testMatch: '*.test.ts',
  outputDir: 'test-results/artifacts',
  reporter: [['list'], ['json']],
  forbidOnly: !!process.env.CI,
  workers: 1,
  // Slow machines take three times as long as the one on which the tests were written.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env.PORTAL_URL,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Containers have neither user namespaces nor a large /dev/shm.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
    screenshot: 'on',
    trace: 'retain-on-failure',
  },
});
