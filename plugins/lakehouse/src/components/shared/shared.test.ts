import { ResponseError } from '@backstage/errors';
import fc from 'fast-check';
import { describeError } from './describeError';
import { formatChange, formatInstant, formatSnapshotId } from './format';
import { type CodeLanguage, highlightCode } from './highlightCode';

async function answered(status: number, name: string, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message, stack: 'at secret.js:1' },
        request: {
          method: 'GET',
          url: 'http://portal.test/api/lakehouse/lakehouses/retail?token=x',
        },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ) as never,
  );
}

describe('describeError', () => {
  it('tells what the back end said, of which request, and of which kind it is, without stack or query', async () => {
    const kinds = await Promise.all(
      [
        [403, 'NotAllowedError'],
        [404, 'NotFoundError'],
        [503, 'ServiceUnavailableError'],
        [400, 'InputError'],
        [500, 'Error'],
      ].map(async ([status, name]) =>
        describeError(await answered(Number(status), String(name), 'because')),
      ),
    );
    expect(kinds.map(each => each.kind)).toEqual([
      'notAllowed',
      'notFound',
      'unavailable',
      'badRequest',
      'default',
    ]);
    for (const each of kinds) {
      expect(each.message).toContain('because');
      expect(each.where).toBe('GET /api/lakehouse/lakehouses/retail');
      expect(JSON.stringify(each)).not.toMatch(/secret|token/);
    }
  });

  it('knows a back end that does not answer at all', () => {
    expect(describeError(new TypeError('Failed to fetch'))).toEqual({
      kind: 'network',
      message: 'Failed to fetch',
    });
  });
});

describe('formats', () => {
  it('always gives a difference its sign, and none to nothing', () => {
    expect([formatChange(694), formatChange(-804), formatChange(0)]).toEqual([
      '+694',
      '−804',
      '0',
    ]);
    expect(formatChange(-2048, bytes => `${bytes} bytes`)).toBe('−2048 bytes');
  });

  it('shortens ids of 64 bits to their ends, without ever making numbers of them', () => {
    expect(formatSnapshotId('7420192837465510118')).toBe('7420…0118');
    expect(formatSnapshotId('42')).toBe('42');
  });

  it('writes exact times in UTC, and leaves what is no time as it is', () => {
    expect(formatInstant('2026-11-24T09:28:10.123Z')).toBe(
      '2026-11-24 09:28:10 UTC',
    );
    expect(formatInstant('soon')).toBe('soon');
  });
});

describe('highlightCode', () => {
  it('marks keywords and comments, but not inside strings', () => {
    const tokens = highlightCode("SELECT 'from' FROM t -- WHERE", 'sql');
    expect(tokens).toEqual([
      { kind: 'keyword', text: 'SELECT' },
      { kind: 'plain', text: " 'from' " },
      { kind: 'keyword', text: 'FROM' },
      { kind: 'plain', text: ' t ' },
      { kind: 'comment', text: '-- WHERE' },
    ]);
    expect(
      highlightCode('x = 1  # import', 'python').map(token => token.kind),
    ).toEqual(['plain', 'comment']);
  });

  it('never loses or changes a character, whatever the code', () => {
    const languages = fc.constantFrom<CodeLanguage | undefined>(
      'sql',
      'python',
      'shell',
      'yaml',
      'properties',
      undefined,
    );
    const pieces = fc.array(
      fc.constantFrom(
        "'",
        '"',
        '--',
        '#',
        'SELECT',
        'from',
        '\n',
        ' ',
        'é',
        'x',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(languages, pieces, (language, parts) => {
        const code = parts.join('');
        const tokens = highlightCode(code, language);
        expect(tokens.map(token => token.text).join('')).toBe(code);
      }),
    );
  });
});
