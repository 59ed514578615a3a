import { judge } from '../judge/judge';
import type { HealthInput } from '../model';
import { resolvePolicy } from '../policy/resolvePolicy';
import {
  dayMs,
  hourMs,
  inputOf,
  metadataOf,
  nowMs,
  snapshotOf,
} from '../testing/tableOf';

const ledeOf = (input: HealthInput) =>
  judge(input, resolvePolicy({ metadata: input.metadata })).lede;

describe('the lede', () => {
  it('opens with the slowdown, then its cause, then what would come of maintenance', () => {
    const { headline, detail } = ledeOf(
      inputOf({ dataFiles: 1700, dataRecords: 40_000n }),
    );
    expect(headline).toBe('Reads take about 2.2× as long as they need to.');
    expect(detail).toContain('1,700 files, 2 needed: ');
    expect(detail).toMatch(
      /One step would bring reads back to 1× and the score from 66 to 100\.$/,
    );
  });

  it('says nothing of slowness below 1.1×', () => {
    const { headline, detail } = ledeOf(inputOf({ dataFiles: 130 }));
    expect(headline).toBe(
      "Reads are as fast as this table's layout allows; nothing is due.",
    );
    expect(detail).not.toMatch(/slow|about/);
  });

  it('opens with the promise where that is the trouble', () => {
    const late = ledeOf(
      inputOf(
        {},
        {
          snapshots: [snapshotOf(0, nowMs - 30 * hourMs)],
          properties: { 'lakehouse.max-staleness': 'P1D' },
        },
      ),
    );
    expect(late.headline).toBe(
      'Its writer is late: the newest change is 30 hours old, the promise is 1 day.',
    );
    const churn = ledeOf(
      inputOf(
        {},
        {
          schemas: Array.from({ length: 24 }, (_, schemaId) => ({
            ...metadataOf().schemas[0],
            schemaId,
          })),
        },
      ),
    );
    expect(churn.headline).toBe('Its schema has changed 23 times.');
    const setting = ledeOf(inputOf({}, { formatVersion: 1 }));
    expect(setting.headline).toBe(
      '1 setting works against you: format version 1.',
    );
  });

  it('puts a costlier slowness before a promise, and a costlier promise before slowness', () => {
    const properties = { 'lakehouse.max-staleness': 'P1D' };
    const stale = { snapshots: [snapshotOf(0, nowMs - 3 * dayMs)], properties };
    const slow = { dataFiles: 9000 };
    expect(ledeOf(inputOf(slow, stale)).headline).toMatch(/^Reads take about/);
    const both = ledeOf(inputOf({ dataFiles: 500 }, stale));
    expect(both.headline).toBe('Its writer stopped 3 days ago.');
    expect(both.detail).toContain(
      'Reads take about 1.4× as long as they need to.',
    );
  });

  it('bug: of a table that an engine counts, says what is not told, and not that its metadata is damaged', () => {
    const { headline, detail } = ledeOf(
      inputOf({
        clustering: [],
        warnings: [{ code: 'clustering-unknown', message: 'Not measured.' }],
      }),
    );
    expect(headline).toBe(
      'Part of what slows reads is not known here, so the health of this table is unknown.',
    );
    expect(detail).toBe(
      'What is known slows nothing; what is not may. What this table is read through does not tell how its values lie. Connect the catalog of the table itself: its manifests have the bounds of each file.',
    );
    const damaged = ledeOf(inputOf({ incomplete: true }));
    expect(damaged.headline).toContain("metadata can't be read");
    expect(damaged.detail).toContain('The notes say which part.');
  });

  it('mentions what is worth knowing about a table that is fast', () => {
    const { detail } = ledeOf(
      inputOf({
        fileFormats: { parquet: 4 },
        partitions: 8,
        dataFiles: 8,
        partitionStatistics: Array.from({ length: 8 }, (_, i) => ({
          specId: 0,
          partition: `region=${i}`,
          dataFiles: 1,
          dataBytes: 9_000_000n,
          dataRecords: i === 0 ? 2_400_000n : 10_000n,
          positionDeleteFiles: 0,
          equalityDeleteFiles: 0,
          deletionVectors: 0,
          deleteRecords: 0n,
        })),
      }),
    );
    expect(detail).toContain('Worth knowing: region=0 holds');
  });
});
