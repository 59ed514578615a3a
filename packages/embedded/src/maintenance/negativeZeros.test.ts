import { readRows } from '../testing/readRows';
import { useLakehouse } from '../testing/useLakehouse';

jest.setTimeout(60_000);

const TABLE = 'silver.readings';
/** Zeros of a row: those of even ones have a sign, or those of odd ones. */
const zeros = (id: string, signed: 'even' | 'odd') => {
  const zero = `(CASE WHEN ${id} % 2 = ${
    signed === 'even' ? 0 : 1
  } THEN '-0.0' ELSE '0.0' END)`;
  return `${id} AS id, ${zero}::DOUBLE AS plain, ${zero}::FLOAT AS small,
    {'x': ${zero}::DOUBLE} AS part, [0.0::FLOAT, ${zero}::FLOAT] AS many,
    MAP {'k': [${zero}::DOUBLE]} AS named, (${id} % 5)::INTEGER AS day`;
};

describe('a zero with a sign', () => {
  const the = useLakehouse();
  const create = (partitionBy: boolean) =>
    the.lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'plain', type: 'double' },
        { name: 'small', type: 'float' },
        { name: 'part', type: { struct: [{ name: 'x', type: 'double' }] } },
        { name: 'many', type: { list: 'float' } },
        {
          name: 'named',
          type: { map: { key: 'string', value: { list: 'double' } } },
        },
        { name: 'day', type: 'int' },
      ],
      ...(partitionBy && { partitionBy: [{ column: 'day' }] }),
    });
  const rows = () =>
    readRows(the.lake, TABLE, {
      columns:
        'id::INTEGER, plain::VARCHAR, small::VARCHAR, part::VARCHAR, many::VARCHAR, named::VARCHAR',
    });

  it.each([false, true])(
    'is kept by writes and compaction, in each column and within nested ones (partitioned: %s)',
    async partitionBy => {
      await create(partitionBy);
      for (let batch = 0; batch < 4; batch++)
        await the.lake.append(TABLE, {
          sql: `SELECT ${zeros('i', 'odd')} FROM range(${batch * 20}, ${
            batch * 20 + 20
          }) t(i)`,
        });
      const before = await rows();
      expect(before.slice(0, 2)).toEqual([
        [0, '0.0', '0.0', "{'x': 0.0}", '[0.0, 0.0]', '{k=[0.0]}'],
        [1, '-0.0', '-0.0', "{'x': -0.0}", '[0.0, -0.0]', '{k=[-0.0]}'],
      ]);
      const checksum = await the.lake.contentChecksum(TABLE);
      const { rewrittenDataFiles } = await the.lake.rewriteDataFiles(TABLE, {
        rewriteAll: true,
      });
      expect(rewrittenDataFiles).toBeGreaterThan(3);
      expect(await rows()).toEqual(before);
      expect(await the.lake.contentChecksum(TABLE)).toEqual(checksum);
    },
  );

  it('is another value to the checksum of the content, wherever it is', async () => {
    await create(false);
    await the.lake.append(TABLE, { sql: `SELECT ${zeros('2', 'even')}` });
    const signed = await the.lake.contentChecksum(TABLE);
    const checksums = new Set([signed.checksum]);
    for (const column of ['plain', 'small', 'part', 'many', 'named']) {
      await the.lake.overwrite(TABLE, {
        sql: `SELECT s.* REPLACE (o.${column} AS ${column}) FROM (SELECT ${zeros(
          '2',
          'even',
        )}) s, (SELECT ${zeros('2', 'odd')}) o`,
      });
      checksums.add((await the.lake.contentChecksum(TABLE)).checksum);
    }
    expect(checksums.size).toBe(6);
    await the.lake.overwrite(TABLE, { sql: `SELECT ${zeros('2', 'even')}` });
    expect(await the.lake.contentChecksum(TABLE)).toEqual(signed);
  });
});
