import { join } from 'node:path';
import { DemoBrowser } from '../../systems/demo/DemoBrowser';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the same Chromium as that of `npm run test:browser`
import { findChromium } from '../../../../scripts/portal/findChromium';

// eslint-disable-next-line no-restricted-syntax -- the systems tests are run from their sources
const ROOT = join(__dirname, '../../../..');

/** Chromium, signed in; every run leaves pictures of all pages in `node_modules/.lakehouse-portal/template-screenshots`. */
export function openTemplateBrowser(url: string): Promise<DemoBrowser> {
  return DemoBrowser.open({
    url,
    executablePath: findChromium(),
    screenshots: join(
      ROOT,
      'node_modules/.lakehouse-portal/template-screenshots',
    ),
  });
}
