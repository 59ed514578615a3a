import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINT_RULES } from '../rules';
import { describeRules } from './describeRules';

const ROOT = join(__dirname, '../../../../..');

/** Rows without the padding that prettier gives them, and without the escapes that it finds needless. */
function rows(text: string): string[] {
  return text
    .split('\n')
    .filter(line => /^\|/.test(line) && !/^\|[ -]+\|[ |-]+$/.test(line))
    .map(line => line.replace(/\s+/g, ' ').replaceAll('\\', '').trim());
}

it('docs/lint.md has the table of the registry; packages/blueprint/scripts/printLintRules.ts prints it', () => {
  const page = readFileSync(join(ROOT, 'docs/lint.md'), 'utf8');
  const [, table] = /<!-- rules -->\n([\s\S]*?)<!-- \/rules -->/.exec(page)!;
  expect(rows(table)).toEqual(rows(describeRules()));
});

it('every rule says what happens, what to do and how it is known', () => {
  for (const { id, consequence, fix, source, summary } of LINT_RULES)
    for (const text of [consequence, fix, source, summary])
      expect({ id, length: text.length > 10 }).toEqual({ id, length: true });
});
