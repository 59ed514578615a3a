import fc from 'fast-check';
import {
  DEFAULT_SEPARATOR,
  isAskable,
  namespaceParameter,
  namespaceSegment,
  pathSegment,
} from './restPath';

const name = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    fc.constantFrom('.', '..', 'a/b', 'a%2Fb', '%2e', 'a.b', "o'x", 'a b', '+'),
  )
  .filter(text => text.isWellFormed());

/** What a server gets of a segment, after the URL has been through the client. */
function onTheWire(segment: string): string {
  const url = new URL(`namespaces/${segment}/tables`, 'http://h/v1/');
  const match = /^\/v1\/namespaces\/([^/]*)\/tables$/.exec(url.pathname);
  if (!match) throw new Error(`Lost its way: ${url.pathname}`);
  return match[1];
}

describe('paths of namespaces and tables', () => {
  it('reach the server as what they were, or are refused before', () => {
    fc.assert(
      fc.property(name, text => {
        if (!isAskable(text)) {
          expect(() => pathSegment(text)).toThrow(
            expect.objectContaining({ name: 'CatalogResponseError' }),
          );
          return;
        }
        expect(decodeURIComponent(onTheWire(pathSegment(text)))).toBe(text);
      }),
    );
  });

  it.each([DEFAULT_SEPARATOR, '%2E', '%1f'])(
    'keep the levels of a namespace apart with the separator %s, as Iceberg’s own server takes them apart',
    separator => {
      fc.assert(
        fc.property(
          fc
            .array(name, { minLength: 1, maxLength: 4 })
            // As on the server: a level that holds the encoded separator can't be told from two.
            .filter(levels =>
              levels.every(
                level =>
                  isAskable(level) &&
                  !encodeURIComponent(level)
                    .toLowerCase()
                    .includes(separator.toLowerCase()),
              ),
            ),
          levels => {
            const wire = onTheWire(namespaceSegment(levels, separator));
            expect(wire.split(separator).map(decodeURIComponent)).toEqual(
              levels,
            );
          },
        ),
      );
    },
  );

  it('never leave the folder of the namespaces, whatever a catalog calls them', () => {
    for (const levels of [['.'], ['..'], [''], ['\ud800'], ['a', '']])
      expect(() => namespaceSegment(levels, DEFAULT_SEPARATOR)).toThrow(
        /can't be asked for/,
      );
    expect(namespaceSegment(['a', '..', 'b'], '%2E')).toBe('a%2E..%2Eb');
    expect(() => namespaceSegment(['.', ''], '.')).toThrow();
  });

  it('send the parent as its levels with the separator itself between them', () => {
    expect(namespaceParameter(['a', 'b'], '%2E')).toBe('a.b');
    expect(namespaceParameter(['a', 'b'], DEFAULT_SEPARATOR)).toBe('a\u001fb');
    expect(namespaceParameter(['a', 'b'], '%')).toBe('a%b');
  });
});
