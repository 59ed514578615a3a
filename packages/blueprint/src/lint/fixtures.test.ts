import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyFixes } from './fix/applyFixes';
import { lintManifests } from './lintManifests';
import { LINT_RULES } from './rules';

const FIXTURES = join(__dirname, 'fixtures');

function fixture(rule: string, name: 'bad' | 'good') {
  const path = `${rule}/${name}.yaml`;
  return { path, text: readFileSync(join(FIXTURES, path), 'utf8') };
}

const ids = LINT_RULES.map(({ id }) => id);

describe('each rule', () => {
  it('has an id of its own, and fixtures; no fixture is left without a rule', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(readdirSync(FIXTURES).sort()).toEqual([...ids].sort());
  });

  it.each(ids)('%s finds its defect, and nothing else', id => {
    const { findings, errors } = lintManifests([fixture(id, 'bad')]);
    expect(errors).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual([id]);
    const [{ line, message, fix, file }] = findings;
    expect(file).toBe(`${id}/bad.yaml`);
    expect(line).toBeGreaterThan(0);
    expect(message).not.toMatch(/undefined|NaN|\[object/);
    expect(fix).not.toBe('');
  });

  it.each(ids)('%s finds nothing once the defect is gone', id => {
    const { findings, errors } = lintManifests([fixture(id, 'good')]);
    expect({ findings, errors }).toEqual({ findings: [], errors: [] });
  });

  it.each(ids)(
    '%s: its fix leaves no finding, keeps comments, and changes nothing the second time',
    id => {
      const bad = fixture(id, 'bad');
      const { files, result, fixed } = applyFixes([bad]);
      const fixable = LINT_RULES.find(rule => rule.id === id)?.fixable ?? false;
      if (files.length === 0) {
        expect(fixed).toEqual([]);
        // T8 repairs a fixed node.id; the init container of its fixture is for a person to remove.
        expect(fixable && id !== 'T8').toBe(false);
        return;
      }
      expect(fixable).toBe(true);
      expect(fixed.map(({ rule }) => rule)).toEqual([id]);
      expect(result.findings).toEqual([]);
      const comments = (text: string) =>
        text.match(/^\s*#.*$/gm)?.map(line => line.trim()) ?? [];
      expect(comments(files[0].text)).toEqual(comments(bad.text));
      expect(applyFixes(files).files).toEqual([]);
    },
  );
});
