import fc from 'fast-check';
import { stringify } from 'yaml';
import { InvalidLakehouseError, parseLakehouse } from '../document';
import { NEWEST_TRINO } from '../lint/trino/versions';
import { anyLakehouse } from '../testing/anyLakehouse';
import { previewUpgrade, upgradeVersions } from './previewUpgrade';

const NOW = new Date('2026-11-27T00:00:00Z');
const OLD = `# ours
apiVersion: lakehouse-portal.io/v1alpha1
kind: Lakehouse
metadata:
  name: lake
spec:
  owner: group:default/data
  trino:
    workers: 2 # by the budget
    version: 476
`;

describe('previewUpgrade', () => {
  it('says which pods a newer Trino replaces, by which fields, and leaves the document of a person as it is but for the version', () => {
    const { document, comparison } = previewUpgrade(OLD, 483, NOW);
    expect(document).toBe(OLD.replace('476', '483'));
    const coordinator = comparison.objects.find(({ object }) =>
      /^Deployment lake\/lake-trino/.test(object),
    );
    expect(coordinator).toMatchObject({ change: 'changed' });
    expect(
      coordinator!.fields.some(({ after }) => /:483$/.test(String(after))),
    ).toBe(true);
    expect(comparison.rolls.length).toBeGreaterThan(0);
    expect(comparison.notes).toContainEqual(
      expect.objectContaining({
        kind: 'interruption',
        what: 'spec.trino.version',
      }),
    );
  });

  it('writes the version where the document leaves it to the default', () => {
    const text = OLD.replace('    version: 476\n', '');
    expect(upgradeVersions(text).newer).toEqual([]);
    const { document } = previewUpgrade(text, NEWEST_TRINO, NOW);
    expect(parseLakehouse(document, 'document').spec.trino?.version).toBe(
      NEWEST_TRINO,
    );
  });

  it('offers what is newer, the newest first', () => {
    const { current, newer } = upgradeVersions(OLD);
    expect(current).toBe(476);
    expect(newer).toEqual([483, 482, 481, 480, 479, 478, 477]);
  });

  it('brings no error to a lakehouse that has none, and changes nothing where the version stays', () => {
    fc.assert(
      fc.property(anyLakehouse, lakehouse => {
        const text = stringify(lakehouse);
        const { current } = upgradeVersions(text);
        const same = previewUpgrade(text, current, NOW);
        expect(same.brings).toEqual([]);
        expect(same.cures).toEqual([]);
        // Its own test is below.
        fc.pre(!/version: 3\.1/.test(text));
        const { brings } = previewUpgrade(text, NEWEST_TRINO, NOW);
        expect(brings.filter(({ severity }) => severity === 'error')).toEqual(
          [],
        );
      }),
      { numRuns: 20 },
    );
  });

  it('says what must be changed first, where the newer Trino does not go with the rest', () => {
    const text = OLD.replace(
      '  trino:',
      "  catalog: { type: hive, version: '3.1.3' }\n  trino:",
    );
    expect(() => previewUpgrade(text, 483, NOW)).toThrow(
      /spec\.catalog\.version must be 4\.0\.1 or newer/,
    );
    expect(previewUpgrade(text, 476, NOW).brings).toEqual([]);
  });

  it('refuses a version that it does not know, and a text that is no document', () => {
    expect(() => previewUpgrade(OLD, 12, NOW)).toThrow(InvalidLakehouseError);
    expect(() => previewUpgrade('kind: Pod', 483, NOW)).toThrow(
      InvalidLakehouseError,
    );
    expect(() => upgradeVersions('{')).toThrow(InvalidLakehouseError);
  });
});
