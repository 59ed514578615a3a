import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintManifests } from '../lint';
import { renderLakehouse } from '../render';
import { describeFields } from './describeFields';
import { parseLakehouse } from './parseLakehouse';

const PAGE = readFileSync(
  join(__dirname, '../../../../docs/blueprint.md'),
  'utf8',
);

/** Rows without the padding and escapes that prettier adds or takes. */
function rows(text: string): string[] {
  return text
    .split('\n')
    .filter(line => /^\|/.test(line) && !/^\|[ -]+\|[ |-]+$/.test(line))
    .map(line => line.replace(/\s+/g, ' ').replaceAll('\\', '').trim());
}

describe('docs/blueprint.md', () => {
  it('has the table of all fields; packages/blueprint/scripts/printFields.ts prints it', () => {
    const [, table] = /<!-- fields -->\n([\s\S]*?)<!-- \/fields -->/.exec(
      PAGE,
    )!;
    expect(rows(table)).toEqual(rows(describeFields()));
  });

  it('has documents that are read, rendered, and found sound', () => {
    const documents = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)]
      .map(([, text]) => text)
      .filter(text => text.includes('kind: Lakehouse'));
    expect(documents.length).toBeGreaterThan(1);
    for (const document of documents) {
      const { files } = renderLakehouse(parseLakehouse(document, 'page'));
      const { findings } = lintManifests(
        files.filter(({ path }) => path !== 'README.md'),
      );
      expect(findings).toEqual([]);
    }
  });
});
