import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import {
  TrinoClient,
  TrinoLimitError,
  TrinoQueryError,
} from '@lakehouse-portal/trino';
import { diagnose } from './diagnose';

/** As Trino 476 and 483 said them when the thing was really broken, or (marked) as the programs' sources have them. */
const SAID: Array<
  [
    what: string,
    hop: string,
    cause: RegExp,
    errorName: string,
    message: string,
    causes?: Array<[type: string, message: string]>,
  ]
> = [
  [
    'AWS denies by policy (from the source of the SDK)',
    'storage',
    /policy does not allow/,
    'ICEBERG_FILESYSTEM_ERROR',
    "Failed checking new table's location: s3://lake/t",
    [
      [
        'software.amazon.awssdk.services.s3.model.S3Exception',
        'Access Denied (Service: S3, Status Code: 403, Request ID: X)',
      ],
    ],
  ],
  [
    'a bucket in another region (from the documentation of S3)',
    'storage',
    /another region/,
    'ICEBERG_FILESYSTEM_ERROR',
    'Failed to list location: s3://lake/t',
    [
      [
        'software.amazon.awssdk.services.s3.model.S3Exception',
        'The bucket you are attempting to access must be addressed using the specified endpoint. (Service: S3, Status Code: 301)',
      ],
    ],
  ],
  [
    'a full store (from the source of MinIO)',
    'storage',
    /is full/,
    'HIVE_WRITER_CLOSE_ERROR',
    'Error committing write parquet to Hive',
    [
      [
        'software.amazon.awssdk.services.s3.model.S3Exception',
        'Storage backend has reached its minimum free drive threshold. XMinioStorageFull (Service: S3, Status Code: 507)',
      ],
    ],
  ],
  [
    'a store that stops while a file is written (seen on 476)',
    'storage',
    /does not answer/,
    'HIVE_WRITER_CLOSE_ERROR',
    'Error committing write parquet to Hive',
    [
      ['java.io.IOException', 'Failed to put object: s3://lake/t'],
      [
        'software.amazon.awssdk.core.exception.SdkClientException',
        'Unable to execute HTTP request: Connect to 127.0.0.1:1 failed: Connection refused',
      ],
    ],
  ],
  [
    'a database that is full of connections (from the source of PostgreSQL)',
    'metadata-database',
    /no free connection/,
    'GENERIC_INTERNAL_ERROR',
    'Failed to connect: jdbc:postgresql://pg/lake',
    [
      [
        'org.postgresql.util.PSQLException',
        'FATAL: sorry, too many clients already',
      ],
    ],
  ],
  [
    'a REST server that quotes its database',
    'metadata-database',
    /may not read or write/,
    'ICEBERG_CATALOG_ERROR',
    'Failed to list namespaces: Server error: UncheckedSQLException: PSQLException: ERROR: permission denied for table iceberg_tables',
    [['org.apache.iceberg.exceptions.ServiceFailureException', 'Server error']],
  ],
  [
    'a Metastore without S3 (seen in issue 22627 of Trino)',
    'catalog',
    /itself can not reach the object store/,
    'HIVE_METASTORE_ERROR',
    'Failed to create external path s3://lake/bronze for database bronze',
  ],
  [
    'a REST catalog that does not know Trino (from the source of Iceberg)',
    'catalog',
    /does not accept Trino's credentials/,
    'ICEBERG_CATALOG_ERROR',
    'Failed to list namespaces',
    [
      [
        'org.apache.iceberg.exceptions.NotAuthorizedException',
        'Not authorized: invalid_client',
      ],
    ],
  ],
  [
    'a REST catalog that forbids (from the source of Iceberg)',
    'rights',
    /does not allow it this/,
    'ICEBERG_CATALOG_ERROR',
    'Failed to create namespace',
    [
      [
        'org.apache.iceberg.exceptions.ForbiddenException',
        'Forbidden: Principal trino is not authorized for op CREATE_NAMESPACE',
      ],
    ],
  ],
  [
    'a rule that denies (seen on 476)',
    'rights',
    /access rules do not allow/,
    'PERMISSION_DENIED',
    'Access Denied: Cannot create schema bronze',
  ],
  [
    'rules without the catalog system (seen on 476)',
    'rights',
    /catalog system/,
    'PERMISSION_DENIED',
    'Access Denied: Cannot access catalog system',
  ],
  [
    'acting for others (seen on 476)',
    'rights',
    /may not act for the user/,
    'PERMISSION_DENIED',
    'Access Denied: User admin cannot impersonate user eve',
  ],
  [
    'too few workers (from the source of Trino)',
    'worker',
    /knows no worker/,
    'GENERIC_INSUFFICIENT_RESOURCES',
    'Insufficient active worker nodes. Waited 5.00m for at least 1 workers, but only 0 workers are active',
  ],
  [
    'a worker that dies (seen on 476)',
    'worker',
    /stopped answering/,
    'REMOTE_HOST_GONE',
    'Node has gone away: worker-1',
  ],
];

describe('the diagnosis', () => {
  it.each(SAID)(
    'of %s is %s',
    (_, hop, cause, errorName, message, causes = []) => {
      const found = diagnose(
        new TrinoQueryError(
          {
            errorName,
            message,
            errorCode: 1,
            errorType: 'EXTERNAL',
            causes: causes.map(([type, text]) => ({ type, message: text })),
          },
          { queryId: '20261126_000000_00000_aaaaa' },
        ),
      );
      expect(found).toMatchObject({
        hop,
        cause: expect.stringMatching(cause),
        queryId: '20261126_000000_00000_aaaaa',
        errorName,
      });
      // What nobody can use is left out of what people read.
      expect(found.reason ?? '').not.toContain('Request ID');
    },
  );

  it('of any error says something, and never takes the innermost cause for its own words', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('S3Exception', 'refused', 'Forbidden', '403', 'PSQL'),
    );
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(fc.record({ type: word, message: word }), { maxLength: 5 }),
        (errorName, message, causes) => {
          const found = diagnose(
            new TrinoQueryError({
              ...{ errorName, message, causes },
              ...{ errorCode: 0, errorType: 'EXTERNAL' },
            }),
          );
          expect(found.cause).toMatch(/\w/);
          expect(found.remedy).toMatch(/\w/);
          expect(found.message).toBe(message);
        },
      ),
    );
    for (const thrown of ['text', undefined, new TypeError('x is not there')]) {
      expect(diagnose(thrown)).toMatchObject({ hop: 'unknown' });
    }
  });

  it('of a statement that took too long guesses at what does not answer, and says that it is a guess', () => {
    const found = diagnose(new TrinoLimitError('time', 1000));
    expect(found.hop).toBe('unknown');
    expect(found.cause).toMatch(/Most often/);
  });
});

describe('the diagnosis of what really can not be reached', () => {
  let server: Server;
  let answer: {
    status: number;
    headers?: Record<string, string>;
    body: string;
  };

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
  });

  afterAll(() => new Promise(resolve => server.close(resolve)));

  async function failureOf(url: string) {
    const client = TrinoClient.create({
      server: url,
      user: 'admin',
      retries: { maxRetries: 0 },
    });
    try {
      await client.query('SELECT 1');
      throw new Error('It answered');
    } catch (error) {
      return diagnose(error);
    } finally {
      client.close();
    }
  }

  const url = (scheme = 'http') =>
    `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('names the network', async () => {
    expect(await failureOf('http://127.0.0.1:1')).toMatchObject({
      hop: 'network',
      cause: expect.stringMatching(/Nothing listens/),
    });
    // No server for names is asked, which may be slow, or not there: that has a code of its own.
    for (const code of ['ENOTFOUND', 'EAI_AGAIN']) {
      jest.spyOn(dns, 'lookup').mockImplementation(((
        _name: string,
        _options: object,
        done: (error: Error) => void,
      ) => {
        process.nextTick(done, Object.assign(new Error(code), { code }));
      }) as typeof dns.lookup);
      expect(await failureOf('http://trino.invalid:8080')).toMatchObject({
        hop: 'network',
        cause: expect.stringMatching(/not known here/),
      });
    }
    jest.restoreAllMocks();
    expect(await failureOf(url('https'))).toMatchObject({
      hop: 'network',
      cause: expect.stringMatching(/certificate|TLS/),
    });
  });

  it.each([
    [401, '', 'authentication', /password or token/],
    [403, 'Authentication over HTTP is not enabled', 'authentication', /HTTPS/],
    [403, 'Forbidden', 'rights', /refuses/],
    [406, 'Server configuration does not allow', 'coordinator', /proxy/],
    [503, '', 'coordinator', /no coordinator to hand/],
    [404, 'Not here', 'coordinator', /not Trino/],
    [302, '', 'coordinator', /sign in/],
    [200, '<html>Welcome</html>', 'coordinator', /not Trino/],
  ])('HTTP %i %s: %s', async (status, body, hop, cause) => {
    answer = { status, body, headers: { 'content-type': 'text/plain' } };
    expect(await failureOf(url())).toMatchObject({
      hop,
      cause: expect.stringMatching(cause),
    });
  });
});
