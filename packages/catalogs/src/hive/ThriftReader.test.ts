import fc from 'fast-check';
import { ThriftReader } from './ThriftReader';
import type { ThriftStruct, ThriftValue } from './ThriftValue';
import { ThriftWriter } from './ThriftWriter';

describe('ThriftReader', () => {
  it('reads what was written, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.dictionary(fc.string(), fc.string()),
        fc.integer({ min: 1, max: 20 }),
        (text, texts, map, piece) => {
          const bytes = ThriftWriter.message(2, 'm', 7, [
            ThriftWriter.stringField(1, text),
            ThriftWriter.structListField(2, [
              [ThriftWriter.stringListField(3, texts)],
            ]),
            ThriftWriter.stringMapField(4, map),
          ]);
          const reader = new ThriftReader(bytes.length);
          let message;
          for (let start = 0; start < bytes.length; start += piece) {
            expect(message).toBeUndefined();
            message = reader.add(bytes.subarray(start, start + piece));
          }
          expect(message?.id).toBe(7);
          expect(message?.body.string(1)).toBe(text);
          const [inner] = message?.body.list(2) as ThriftValue[];
          expect((inner as ThriftStruct).list(3)).toEqual(texts);
          expect(message?.body.strings(4)).toEqual(map);
        },
      ),
    );
  });

  it.each<[string, number, number[], boolean]>([
    ['names', 11, [0, 0, 0, 0], true],
    ['empty structs', 12, [0], false],
    ['structs', 12, [2, 0, 1, 1, 0], false],
    ['empty maps', 13, [11, 11, 0, 0, 0, 0], false],
    ['lists', 15, [2, 0, 0, 0, 1, 1], false],
  ])(
    'bug: weighs %s by what they take in memory: of two million, names pass',
    (_, type, value, passes) => {
      const count = 2_000_000;
      const head = Buffer.from([15, 0, 0, type, 0, 0, 0, 0]);
      head.writeInt32BE(count, 4);
      const bytes = Buffer.concat([
        ThriftWriter.message(2, 'm', 1, []).subarray(0, -1),
        head,
        Buffer.alloc(count * value.length, Buffer.from(value)),
        Buffer.from([0]),
      ]);
      const read = () => new ThriftReader(bytes.length).add(bytes);
      if (passes) expect(read()?.body.list(0)).toHaveLength(count);
      else expect(read).toThrow('more than 4000000 values');
    },
  );

  it('fails on any bytes with an error of this package, or waits for more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const start = ThriftWriter.message(2, 'm', 1, []).subarray(0, -1);
        try {
          new ThriftReader(10_000).add(Buffer.concat([start, bytes]));
        } catch (error) {
          expect((error as Error).name).toBe('CatalogResponseError');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
