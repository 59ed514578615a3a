import { LINT_RULES } from '../rules';

/** The rules as a table of Markdown, as docs/lint.md has it; a test keeps the two equal. */
export function describeRules(): string {
  const rows = LINT_RULES.map(
    ({ id, name, severity, summary, consequence, fix, source, fixable }) =>
      `| <a id="${id.toLowerCase()}"></a>${id} | ${severity} | **${cell(
        summary,
      )}** (\`${name}\`). ${cell(consequence)} | ${cell(fix)}${
        fixable ? ' _`--fix`_' : ''
      } | ${cell(source)} |`,
  );
  return [
    '| Rule | Severity | What, and what happens at run time | Fix | How it is known |',
    '| ---- | -------- | ---------------------------------- | --- | --------------- |',
    ...rows,
  ].join('\n');
}

/** Text that a cell can hold: no bar, no HTML, nothing that Markdown would take for emphasis. */
function cell(text: string): string {
  return text.replaceAll('\n', ' ').replace(/[|<>*_[\]]/g, char => `\\${char}`);
}
