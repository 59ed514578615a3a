import fc from 'fast-check';
import { ColumnSample } from './ColumnSample';

const bounds = fc
  .tuple(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }))
  .map(pair => pair.sort(Buffer.compare));

describe('ColumnSample', () => {
  it('keeps bounds of bytes as they were, every second pair again and again when there are many', () => {
    fc.assert(
      fc.property(
        fc.array(bounds, { maxLength: 200 }),
        fc.constantFrom(2, 4, 16),
        (pairs, maxPairs) => {
          const sample = new ColumnSample(1, 'bytes', maxPairs);
          for (const [lower, upper] of pairs)
            if (sample.wantsNext()) keep(sample, lower, upper);

          const column = sample.toColumn();
          const { stride, files } = column;
          expect(files).toBe(pairs.length);
          expect(pairsOf(column)).toEqual(
            pairs
              .filter((_pair, index) => index % stride === 0)
              .map(pair => pair.map(bytes => [...bytes])),
          );
          expect(pairsOf(column).length).toBeLessThanOrEqual(maxPairs);
          if (stride > 1) expect(files).toBeGreaterThan(maxPairs / 2);
        },
      ),
    );
  });

  it('orders bounds byte by byte without sign, so that a character beyond 16 bits comes last', () => {
    const sample = new ColumnSample(1, 'bytes');
    const last = Buffer.from('\u{1F600}');
    const before = Buffer.from('\uFFFD');
    for (const [lower, upper] of [
      [before, last],
      [last, before],
    ])
      if (sample.wantsNext()) keep(sample, lower, upper);
    expect(pairsOf(sample.toColumn())).toEqual([[[...before], [...last]]]);
  });
});

function keep(sample: ColumnSample, lower: Uint8Array, upper: Uint8Array) {
  // In the middle of other bytes, as in a block.
  const block = Buffer.concat([Buffer.from('xx'), lower, upper]);
  const middle = 2 + lower.length;
  sample.keepBytes(block, 2, middle, block, middle, block.length);
}

function pairsOf(column: ReturnType<ColumnSample['toColumn']>): number[][][] {
  if (column.kind !== 'bytes') throw new Error(`It is of ${column.kind}`);
  const { bytes, ends } = column;
  const parts = [...ends].map((end, index) => [
    ...bytes.slice(index === 0 ? 0 : ends[index - 1], end),
  ]);
  return parts.flatMap((part, index) =>
    index % 2 === 0 ? [[part, parts[index + 1]]] : [],
  );
}
