import { TrinoQueryError } from '@lakehouse-portal/trino';
import type { ProveOptions, ProveSession } from './model';
import { proveLakehouse } from './proveLakehouse';

/** A Trino that can fail where a real one can't be made to: answers by what a statement begins with. */
function fakeSession(
  answers: Array<[RegExp, unknown[][] | Error | (() => unknown[][])]>,
  statements: string[] = [],
): ProveSession {
  return {
    query: async (sql, options) => {
      options?.signal?.throwIfAborted();
      statements.push(sql);
      const [, answer] = answers.find(([pattern]) => pattern.test(sql)) ?? [];
      const rows = typeof answer === 'function' ? answer() : answer ?? [];
      if (rows instanceof Error) {
        throw rows;
      }
      return {
        queryId: 'q',
        columns: [],
        rows,
        warnings: [],
        elapsedMs: 0,
      } as never;
    },
  };
}

const CLUSTER: Array<[RegExp, unknown[][]]> = [
  [/system\.runtime\.nodes/, [['one', true, '483']]],
  [/system\.runtime\.tasks/, [['one']]],
  [/^SHOW SCHEMAS/, [['bronze']]],
];
const failure = (errorName: string, message: string) =>
  new TrinoQueryError({
    errorName,
    message,
    errorCode: 1,
    errorType: 'EXTERNAL',
  });

const options = (
  session: ProveSession,
  more: Partial<ProveOptions> = {},
): ProveOptions => ({
  connect: () => session,
  catalog: 'lake',
  layers: [{ schema: 'bronze' }],
  waitMs: 10,
  ...more,
});

describe('proveLakehouse', () => {
  it('removes a table also when it is not known whether it was made', async () => {
    const statements: string[] = [];
    const report = await proveLakehouse(
      options(
        fakeSession(
          [...CLUSTER, [/^CREATE TABLE/, failure('X', 'broke off')]],
          statements,
        ),
      ),
    );
    expect(report).toMatchObject({ outcome: 'failed', left: [] });
    expect(statements.at(-1)).toBe(
      `DROP TABLE IF EXISTS "lake"."bronze"."lakehouse_prove_${report.run}"`,
    );
  });

  it('says what is left, and how to remove it, when it can not be removed', async () => {
    const report = await proveLakehouse(
      options(
        fakeSession([
          ...CLUSTER,
          [/^INSERT/, failure('X', 'no')],
          [/^DROP/, failure('ICEBERG_FILESYSTEM_ERROR', 'gone')],
        ]),
      ),
    );
    expect(report).toMatchObject({
      outcome: 'failed',
      left: [
        {
          schema: 'bronze',
          table: `lakehouse_prove_${report.run}`,
          reason: 'gone',
          remove: `DROP TABLE "lake"."bronze"."lakehouse_prove_${report.run}"`,
        },
      ],
    });
  });

  it('is not proved by a Trino that reads something else than was written', async () => {
    const report = await proveLakehouse(
      options(
        fakeSession([
          ...CLUSTER,
          [/^SELECT id, day/, [[0n, '2024-01-01', '1.00', null, 'x']]],
        ]),
      ),
    );
    const step = report.steps.find(one => one.failure);
    expect(report.outcome).toBe('failed');
    expect([step?.id, step?.failure?.hop]).toEqual(['bronze/insert', 'result']);
    expect(step?.failure?.message).toMatch(/1 rows were read, expected 12/);
  });

  it.each([
    ['s3a://lake/warehouse/t', true],
    ['s3://lake/warehouse/t', true],
    ['s3://other/warehouse/t', false],
    ['s3a://lakes/t', false],
  ])(
    'takes files in the bucket of the lakehouse for right by whichever of the names that S3 has: %s',
    async (location, isRight) => {
      const { steps } = await proveLakehouse(
        options(
          fakeSession([...CLUSTER, [/properties.*'location'$/, [[location]]]]),
          { storage: { scheme: 's3', bucket: 'lake' } },
        ),
      );
      const { outcome } = steps.find(({ title }) =>
        title.startsWith('Create a partitioned table'),
      )!;
      expect(outcome).toBe(isRight ? 'passed' : 'failed');
    },
  );

  it('that is cancelled before it began has sent nothing', async () => {
    const statements: string[] = [];
    const report = await proveLakehouse(
      options(fakeSession(CLUSTER, statements), {
        signal: AbortSignal.abort(new Error('No')),
      }),
    );
    expect(report).toMatchObject({
      outcome: 'cancelled',
      notTried: ['bronze'],
      left: [],
    });
    expect(statements).toEqual([]);
  });

  it('throws what its listener throws, and cleans up before', async () => {
    const statements: string[] = [];
    await expect(
      proveLakehouse(
        options(fakeSession(CLUSTER, statements), {
          onStep: event => {
            if (event.type === 'finished' && event.step.id === 'bronze/create')
              throw new Error('The listener is full');
          },
        }),
      ),
    ).rejects.toThrow('The listener is full');
    expect(statements.at(-1)).toMatch(/^DROP TABLE IF EXISTS/);
  });

  it('goes on with the other layers where rights are missing in one, and not where the store is', async () => {
    const two = { layers: [{ schema: 'bronze' }, { schema: 'silver' }] };
    const denied = await proveLakehouse(
      options(
        fakeSession([
          ...CLUSTER,
          [/^CREATE TABLE/, failure('PERMISSION_DENIED', 'no')],
        ]),
        two,
      ),
    );
    expect(denied.notTried).toEqual([]);
    expect(
      denied.steps.filter(step => step.failure).map(({ id }) => id),
    ).toEqual(['bronze/create', 'silver/create']);
    const gone = await proveLakehouse(
      options(
        fakeSession([
          ...CLUSTER,
          [/^CREATE TABLE/, failure('ICEBERG_FILESYSTEM_ERROR', 'no')],
        ]),
        {
          ...two,
          access: [{ user: 'u', schema: 's', expectation: 'refused' }],
        },
      ),
    );
    expect(gone.notTried).toEqual(['silver', 'access']);
  });

  it.each<[string, Partial<ProveOptions>, RegExp]>([
    ['no catalog', { catalog: ' ' }, /catalog is empty/],
    ['no layer', { layers: [] }, /no layer/],
    ['an upper-case schema', { layers: [{ schema: 'Bronze' }] }, /lower case/],
    [
      'a layer twice',
      { layers: [{ schema: 'a' }, { schema: 'a' }] },
      /named twice/,
    ],
    [
      'SQL in place of a type',
      {
        access: [
          {
            user: 'ann',
            schema: 's',
            table: 't',
            column: { name: 'c', type: 'varchar); DROP TABLE x; --' },
            expectation: 'masked',
          },
        ],
      },
      /no sample values for column c/,
    ],
    [
      'a mask of no column',
      { access: [{ user: 'ann', schema: 's', expectation: 'masked' }] },
      /only a column/,
    ],
  ])('refuses %s before anything is sent', async (_, more, message) => {
    const statements: string[] = [];
    const proof = proveLakehouse(options(fakeSession([], statements), more));
    await expect(proof).rejects.toMatchObject({
      name: 'ProveInputError',
      message: expect.stringMatching(message),
    });
    expect(statements).toEqual([]);
  });
});
