import { parseLab, readLab, withFirstSnapshot } from './readLab';

describe('The TPC-H lab', () => {
  it('is run in the place that is asked for, whatever the page calls it', async () => {
    const steps = await readLab('jdbc.lab_7');
    expect(steps.map(({ title }) => title)).toEqual([
      'Schema',
      'Partitioned orders',
      'Customers',
      'Revenue by market segment',
      'Growth from year to year',
      'Added column',
      'Update',
      'Snapshots',
      'Time travel to the first snapshot',
    ]);
    expect(steps[0].sql).toBe('CREATE SCHEMA jdbc.lab_7');
    for (const { sql } of steps) expect(sql).not.toContain('rest.lab');
  });

  it('looks at the first snapshot by its id', async () => {
    const last = (await readLab()).at(-1)!;
    expect(withFirstSnapshot(last.sql, '42')).toMatch(/FOR VERSION AS OF 42$/);
  });

  it('is refused when the page has no statements, or two below a heading, of which one would be left out', () => {
    expect(() => parseLab('# Lab\n')).toThrow('The lab has no statements');
    expect(() =>
      parseLab('## A\n```sql\nSELECT 1\n```\n```sql\nSELECT 2\n```\n'),
    ).toThrow('two statements below "A"');
  });
});
