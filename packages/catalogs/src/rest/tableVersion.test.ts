import fc from 'fast-check';
import {
  formatTableVersion,
  parseTableVersion,
  usableEtag,
} from './tableVersion';

describe('the version of a table', () => {
  it('gives location and ETag back, quoted, weak, unquoted as the reference server writes it, or none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          '93c01f4d',
          '"93c01f4d"',
          'W/"a:b"',
          's3://x',
          'a b',
          '',
          null,
        ),
        fc.constantFrom(
          's3://lake/a b/metadata/1.metadata.json',
          '/wh/t/metadata/2.json',
          'file:/wh/a%20b',
        ),
        (header, metadataLocation) => {
          const version = { metadataLocation, etag: usableEtag(header) };
          expect(parseTableVersion(formatTableVersion(version))).toEqual(
            version,
          );
        },
      ),
    );
    expect(usableEtag('93c01f4d')).toBe('93c01f4d');
    expect(usableEtag('W/"a:b"')).toBe('W/"a:b"');
    expect(usableEtag('a b')).toBeUndefined();
  });
});
