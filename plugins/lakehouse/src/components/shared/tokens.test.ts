import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const BUI = readFileSync(
  join(
    dirname(require.resolve('@backstage/ui/package.json')),
    'dist/css/styles.css',
  ),
  'utf8',
);
const OURS = readFileSync(join(__dirname, 'tokens.module.css'), 'utf8');
const MODES = ['light', 'dark'] as const;
type Mode = (typeof MODES)[number];

/** Custom properties of all blocks for one mode; light is also what `:root` says. */
function tokensOf(css: string, mode: Mode): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const [, selector, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (
      selector.includes(':root') ||
      selector.includes(`[data-theme-mode='${mode}']`)
    ) {
      for (const [, name, value] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
        const pair = value.match(/^light-dark\((.+), (.+)\)$/);
        tokens[name] = pair ? pair[MODES.indexOf(mode) + 1] : value.trim();
      }
    }
  }
  return tokens;
}

function resolve(tokens: Record<string, string>, name: string): string {
  const value = tokens[name];
  const reference = value?.match(/^var\((--[\w-]+)\)$/)?.[1];
  return reference ? resolve(tokens, reference) : value;
}

function luminance(hex: string): number {
  const digits = hex.replace('#', '');
  const channels = [0, 2, 4].map(
    at => parseInt(digits.slice(at, at + 2), 16) / 255,
  );
  const [r, g, b] = channels.map(c =>
    c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = [
  '--bui-bg-app',
  '--bui-bg-neutral-1',
  '--bui-bg-neutral-2',
  '--lh-row-hover',
];
const TEXT = ['--lh-fg-muted', '--lh-fg-negative', '--lh-link', '--lh-axis'];
const MARKS = [
  '--lh-sev-healthy',
  '--lh-sev-risk',
  '--lh-sev-critical',
  '--lh-sev-unknown',
  '--lh-op-append',
  '--lh-op-overwrite',
  '--lh-op-delete',
  '--lh-op-replace',
  '--lh-ink',
  '--lh-cost-speed',
  '--lh-bronze',
  '--lh-silver',
  '--lh-gold',
];

describe.each(MODES)("the suite's tokens in %s mode", mode => {
  const tokens = { ...tokensOf(BUI, mode), ...tokensOf(OURS, mode) };
  const measure = (names: string[]) =>
    Object.fromEntries(
      names.map(name => [
        name,
        Math.min(
          ...SURFACES.map(surface =>
            contrast(resolve(tokens, name), resolve(tokens, surface)),
          ),
        ),
      ]),
    );

  it('has text of at least 4.5:1 on every surface of BUI that is installed', () => {
    const low = Object.entries(measure(TEXT)).filter(
      ([, ratio]) => !(ratio >= 4.5),
    );
    expect(low).toEqual([]);
  });

  it('has marks of at least 3:1', () => {
    const low = Object.entries(measure(MARKS)).filter(
      ([, ratio]) => !(ratio >= 3),
    );
    expect(low).toEqual([]);
  });

  it('puts chips, banners and diff lines on pairs of at least 4.5:1', () => {
    const pairs = ['warning', 'negative', 'positive', 'announcement'].map(
      family => [
        family,
        contrast(
          resolve(tokens, `--bui-${family}-fg-subdued`),
          resolve(tokens, `--bui-${family}-bg-subdued`),
        ),
      ],
    );
    expect(pairs.filter(([, ratio]) => !(Number(ratio) >= 4.5))).toEqual([]);
  });
});

it('has colours in one file only: a hex value in another style sheet is a bug', () => {
  const sheets = styleSheets(dirname(__dirname));
  expect(sheets.length).toBeGreaterThan(5);
  expect(
    sheets.filter(
      file =>
        !file.endsWith('tokens.module.css') &&
        /#[0-9a-f]{3,8}\b/i.test(readFileSync(file, 'utf8')),
    ),
  ).toEqual([]);
});

function styleSheets(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.css'))
    .map(name => join(folder, name));
}
