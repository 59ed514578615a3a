import fc from 'fast-check';
import { redactLocation } from './redactLocation';
import { Warehouses } from './Warehouses';

const AZURE = 'abfss://lake@account.dfs.core.windows.net';

describe('Warehouses', () => {
  const s3 = new Warehouses('s3', ['s3://lake/wh', 's3a://public']);
  const http = new Warehouses('http', ['https://files.example.com/wh/']);
  const azure = new Warehouses('azure', [`${AZURE}/wh`]);

  it.each([
    [
      s3,
      's3://lake/wh/db/t/metadata/v1.metadata.json',
      'wh/db/t/metadata/v1.metadata.json',
    ],
    [s3, 'S3A://lake/wh/x', 'wh/x'],
    [s3, 's3n://public/x', 'x'],
    [s3, 's3://lake/wh', 'wh'],
    // Keys are literal.
    [s3, 's3://lake/wh//a b/%20/c?d#e', 'wh//a b/%20/c?d#e'],
    [
      s3,
      's3://lake/wh/col=a%5Cb%2Fc/..x/x../...',
      'wh/col=a%5Cb%2Fc/..x/x../...',
    ],
    [http, 'https://files.example.com/wh/a b', 'wh/a%20b'],
    [http, 'HTTPS://FILES.example.com:443/wh/x', 'wh/x'],
    [azure, 'abfs://lake@account.dfs.core.windows.net/wh/x', 'wh/x'],
    [azure, 'wasbs://lake@ACCOUNT.blob.core.windows.net/wh/x', 'wh/x'],
  ])('%s contain %s', (warehouses, location, path) => {
    expect(warehouses.require(location)).toMatchObject({ path });
  });

  it.each([
    // Another bucket, another folder, with a name that begins alike.
    [s3, 's3://lake/wh-other/x'],
    [s3, 's3://lake/whx'],
    [s3, 's3://lake/x'],
    [s3, 's3://lake'],
    [s3, 's3://lake-other/wh/x'],
    [s3, 's3://lakewh/x'],
    // Case counts.
    [s3, 's3://Lake/wh/x'],
    [s3, 's3://lake/WH/x'],
    // Ways up.
    [s3, 's3://lake/wh/../secret'],
    [s3, 's3://lake/wh/./x'],
    [s3, 's3://lake/wh/..'],
    [s3, 's3://lake/wh/%2e%2e/secret'],
    [s3, 's3://lake/wh/%2E./secret'],
    [s3, 's3://lake/wh/%252e%252e/secret'],
    [s3, 's3://lake/wh/x%2f..%2f..%2fsecret'],
    [s3, 's3://lake/wh/x%5c..%5c..%5csecret'],
    [s3, 's3://lake/wh/..%00'],
    [s3, 's3://lake/wh/.%2509./x'],
    [s3, 's3://lake/wh/x%00/y'],
    [s3, 's3://lake/wh\\..\\secret'],
    [s3, 's3:\\\\lake\\wh\\x'],
    [s3, 's3://lake/wh/x\0'],
    [s3, 's3://lake/wh/x\r\nHost: evil'],
    // Other hosts and stores.
    [s3, 's3://user@lake/wh/x'],
    [s3, 's3://evil.example.com:80/wh/x'],
    [s3, 's3:///lake/wh/x'],
    [s3, 's3:/lake/wh/x'],
    [s3, 's3://../wh/x'],
    [s3, 'gs://lake/wh/x'],
    [s3, 'file:///lake/wh/x'],
    [s3, '/lake/wh/x'],
    [s3, 'https://lake/wh/x'],
    [s3, ''],
    [http, 'http://files.example.com/wh/x'],
    [http, 'https://files.example.com:8443/wh/x'],
    [http, 'https://files.example.com.evil.org/wh/x'],
    [http, 'https://files.example.com./wh/x'],
    [http, 'https://files.example.com@evil.org/wh/x'],
    [http, 'https://user:pass@files.example.com/wh/x'],
    [http, 'https://evil.org\\@files.example.com/wh/x'],
    [http, 'https://files.example.com/wh/x?y=1'],
    [http, 'https://files.example.com/wh/x#y'],
    [http, 'https://files.example.com/wh/.%2e/x'],
    [http, 'https://files.example.com/wh/..;/secret'],
    [http, 'https://files.example.com/wh/..;a=b/secret'],
    [http, 'https://files.example.com/wh/.;/secret'],
    [http, 'https://files.example.com/wh/%2e%2e;/secret'],
    [http, 'https://files.example.com/wh/..%3b/secret'],
    [http, 'https://files.example.com/wh/..%253B/secret'],
    [http, 'https://files.example.com/%77h/x'],
    [http, 'https:files.example.com/wh/x'],
    [http, ' https://files.example.com/wh/x'],
    [http, 'https://files.example.com/wh\t/../x'],
    [azure, 'abfss://lake@account2.dfs.core.windows.net/wh/x'],
    [azure, 'abfss://lake@account.dfs.evil.org/wh/x'],
    [azure, 'abfss://lake2@account.dfs.core.windows.net/wh/x'],
    [azure, 'abfss://lake:pw@account.dfs.core.windows.net/wh/x'],
    [azure, 'abfss://lake@x@account.dfs.core.windows.net/wh/x'],
    [azure, 'abfss://account.dfs.core.windows.net/wh/x'],
  ])('%s do not contain %j', (warehouses, location) => {
    expect(() => warehouses.require(location)).toThrow(
      expect.objectContaining({ name: 'LocationNotAllowedError' }),
    );
  });

  it('contain exactly what is below them, whatever the location is made of', () => {
    const piece = fc.constantFrom(
      ...['wh', 'wh2', 'db', '.', '..', '%2e', '%2E%2e', '%252e%252e', '%2f'],
      ...[
        '%5c',
        '\\',
        '/',
        '//',
        '',
        ' ',
        '%',
        '%25',
        '?',
        '#',
        '@',
        ':',
        '\0',
      ],
      ...['lake', 'ü', '%00', '%0a', ';', '&', '=', '~', '\n'],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('s3://lake/', 's3://lake/wh', 's3://lake/wh/', 's3://'),
        (pieces, start) => {
          const location = start + pieces.join('');
          let inside: boolean;
          try {
            inside = s3.find(location) !== undefined;
          } catch (error) {
            expect(error).toMatchObject({ name: 'LocationNotAllowedError' });
            inside = false;
          }
          if (!inside) return;
          // However a server decodes and tidies up the path, it stays below the folder.
          let path = location.slice('s3://lake'.length);
          for (let round = 0; round < 4; round++) {
            const tidied = new URL(
              path.replace(/[?#]/g, '_').replace(/^\/+/, '/'),
              'http://host',
            ).pathname;
            expect(`${tidied}/`).toMatch(/^\/wh\//);
            expect(location).toMatch(/^s3:\/\/lake\/wh(\/|$)/);
            path = path.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
              String.fromCharCode(Number.parseInt(code, 16)),
            );
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('take the longer of two warehouses, and no location of another kind, with a query, or none at all', () => {
    const nested = new Warehouses('gs', [
      'gs://lake/a',
      'gs://lake/a/b',
      'gs://lake',
    ]);
    expect(nested.find('gs://lake/a/b/c')?.warehouse.location).toBe(
      'gs://lake/a/b',
    );
    expect(nested.find('gs://lake/ab')?.warehouse.location).toBe('gs://lake');
    for (const locations of [
      [],
      ['gs://lake'],
      ['s3://'],
      ['s3://lake/../x'],
      ['lake'],
    ])
      expect(() => new Warehouses('s3', locations)).toThrow(
        expect.objectContaining({ name: 'StorageConfigError' }),
      );
    expect(
      () => new Warehouses('http', ['https://u:s3cret@h/?sig=s3cret']),
    ).toThrow(/^(?!.*s3cret)/);
  });

  it('do not take time for long locations of percent signs', () => {
    const location = `s3://lake/wh/${'%25'.repeat(2700)}2e`;
    expect(() => s3.require(location)).not.toThrow();
    expect(() => s3.require(location + 'x'.repeat(1000))).toThrow('longer');
  });
});

describe('redactLocation', () => {
  it.each([
    ['https://u:p@h/x?sig=1#2', 'https://…@h/x?…'],
    ['https://h/x', 'https://h/x'],
    ['s3://b/x?y', 's3://b/x?y'],
    [
      'abfss://c:key@a.dfs.core.windows.net/x',
      'abfss://c:…@a.dfs.core.windows.net/x',
    ],
    [
      'abfss://c@a.dfs.core.windows.net/x',
      'abfss://c@a.dfs.core.windows.net/x',
    ],
  ])('shows %s as %s', (location, shown) => {
    expect(redactLocation(location)).toBe(shown);
  });
});
