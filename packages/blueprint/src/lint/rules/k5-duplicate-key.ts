import type { LintRule } from '../model/LintRule';

/** K5. */
export const duplicateKey: LintRule = {
  id: 'K5',
  name: 'duplicate-key',
  severity: 'error',
  summary: 'A key that a mapping has twice',
  consequence:
    'The last one counts without a word, or strict tools refuse the file.',
  fix: 'Remove one of them.',
  source:
    'YAML 1.2, 3.2.1.1 (keys are unique); kubectl with strict validation refuses them',
  *check(context) {
    for (const { key, line, file } of context.manifests.duplicates)
      yield {
        place: { file, line },
        message: `"${key}" stands twice in one mapping; the last one counts`,
      };
  },
};
