import fc from 'fast-check';
import { parseExactJson } from './parseExactJson';
import { splitJsonObject } from './splitJsonObject';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('splitJsonObject', () => {
  it('gives each member as it is written, so that ids of 64 bits stay what they are', () => {
    const members = splitJsonObject(
      encode(
        ' { "metadata" : {"current-snapshot-id":7634966758708777637} , "a\\u0062":null }\n',
      ),
      'answer',
    );
    expect([...members].map(([key, bytes]) => [key, decode(bytes)])).toEqual([
      ['metadata', '{"current-snapshot-id":7634966758708777637}'],
      ['ab', 'null'],
    ]);
  });

  it('finds what a parser finds, whatever is inside', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: 'binary' }).filter(key => key.isWellFormed()),
          fc.jsonValue({ stringUnit: 'grapheme' }),
        ),
        fc.constantFrom(undefined, 1, '\t'),
        (object, space) => {
          const text = JSON.stringify(object, null, space);
          const members = splitJsonObject(encode(text), 'answer');
          const whole = JSON.parse(text);
          expect(
            Object.fromEntries(
              [...members].map(([key, bytes]) => [
                key,
                JSON.parse(decode(bytes)),
              ]),
            ),
          ).toEqual(whole);
        },
      ),
    );
  });

  it('refuses each beginning of an object, and what is behind its end', () => {
    const text = '{"a":{"b":[1,"}"]},"c":12}';
    for (let length = 0; length < text.length; length++)
      expect(() =>
        splitJsonObject(encode(text.slice(0, length)), 'answer'),
      ).toThrow(expect.objectContaining({ name: 'CorruptMetadataError' }));
    for (const wrong of [
      `${text}x`,
      '[]',
      '{"a" 1}',
      '{"a":1 "b":2}',
      '{,}',
      '{"a":}',
      '{"a":1,}',
      `{"a":${'['.repeat(300)}${']'.repeat(300)}}`,
    ])
      expect(() => splitJsonObject(encode(wrong), 'answer')).toThrow(
        expect.objectContaining({ name: 'CorruptMetadataError' }),
      );
    expect(parseExactJson(text)).toBeDefined();
  });
});
