import { filesOf, metadataOf, nowMs, snapshotOf } from '../testing/tableOf';
import { explainProperties } from './explainProperties';

const explain = (properties: Record<string, string>, part = {}) =>
  explainProperties(metadataOf({ properties, ...part }), filesOf());
const one = (name: string, value: string, part = {}) =>
  explain({ [name]: value }, part).find(p => p.name === name)!;

describe('explainProperties', () => {
  it('shows what matters though nobody set it, and says that it is the default', () => {
    const shown = explain({});
    expect(
      shown.map(({ name, value, origin, verdict }) => [
        name,
        value,
        origin,
        verdict,
      ]),
    ).toEqual([
      [
        'write.metadata.delete-after-commit.enabled',
        'false',
        'default',
        'poor',
      ],
      ['commit.retry.num-retries', '4', 'default', 'good'],
      ['format-version', '2', 'set', 'good'],
      ['write.target-file-size-bytes', '536870912', 'default', 'good'],
      ['write.parquet.compression-codec', 'zstd', 'default', 'good'],
      ['write.delete.mode', 'copy-on-write', 'default', 'good'],
      ['history.expire.max-snapshot-age-ms', '432000000', 'default', 'good'],
    ]);
  });

  it.each([
    ['write.metadata.delete-after-commit.enabled', 'false', 'true'],
    ['write.metadata.previous-versions-max', '100000', '100'],
    ['write.metadata.previous-versions-max', 'many', '100'],
    ['commit.retry.num-retries', '0', '4'],
    ['commit.manifest.min-count-to-merge', '5000', '100'],
    ['write.target-file-size-bytes', '65536', '134217728'],
    ['write.target-file-size-bytes', '9999999999', '536870912'],
    ['write.target-file-size-bytes', '128MB', '134217728'],
    ['write.parquet.compression-codec', 'snappy', 'zstd'],
    ['write.parquet.compression-codec', 'constructor', 'zstd'],
    ['write.metadata.metrics.default', 'none', 'truncate(16)'],
  ])('marks %s=%s as poor and suggests %s', (name, value, suggestedValue) => {
    expect(one(name, value)).toMatchObject({
      value,
      origin: 'set',
      verdict: 'poor',
      suggestedValue,
    });
    expect(one(name, suggestedValue).verdict).toBe('good');
  });

  it.each([
    ['history.expire.max-snapshot-age-ms', '730 d'],
    ['history.expire.max-snapshot-age-ms', 'forever'],
    ['history.expire.min-snapshots-to-keep', '0'],
    ['history.expire.min-snapshots-to-keep', 'all'],
  ])(
    'suggests no value for %s=%s: a default would end history that somebody wants',
    (name, value) => {
      const judged = one(name, value);
      expect(judged).toMatchObject({ value, verdict: 'poor' });
      expect(judged.suggestedValue).toBeUndefined();
      expect(judged.text).toContain('nothing expires');
    },
  );

  it('reads the largest long as for good', () => {
    expect(
      one('history.expire.max-snapshot-age-ms', '9223372036854775807'),
    ).toMatchObject({ verdict: 'good', text: 'Snapshots are kept for good.' });
  });

  it('counts what came of it', () => {
    const metadataLog = Array.from({ length: 57 }, (_, i) => ({
      timestampMs: i,
      metadataLocation: `m${i}`,
    }));
    expect(
      one('write.metadata.delete-after-commit.enabled', 'false', {
        metadataLog,
      }).text,
    ).toBe(
      '57 old metadata files are kept for ever. Set it to true: the newest 100 stay.',
    );
  });

  it('judges by how the table is written: two busy writers need more retries', () => {
    const snapshots = Array.from({ length: 400 }, (_, i) =>
      snapshotOf(i, nowMs - (400 - i) * 60_000, {
        summary: { 'engine-name': i % 2 === 0 ? 'spark' : 'flink' },
      }),
    );
    expect(
      one('commit.retry.num-retries', '4', { snapshots }).suggestedValue,
    ).toBe('10');
    expect(
      one('commit.manifest-merge.enabled', 'false', { snapshots }).verdict,
    ).toBe('poor');
    expect(one('commit.manifest-merge.enabled', 'false').verdict).toBe(
      'neutral',
    );
  });

  it('lists properties without an opinion last, and shortens nothing in values', () => {
    const long = 'x'.repeat(5000);
    const shown = explain({
      'a.b': long,
      'write.parquet.compression-codec': long,
    });
    expect(shown.at(-1)).toMatchObject({
      name: 'a.b',
      value: long,
      verdict: 'neutral',
      origin: 'set',
    });
    expect(shown.every(({ text }) => text.length < 300)).toBe(true);
    expect(shown.every(property => !('finding' in property))).toBe(true);
  });
});
