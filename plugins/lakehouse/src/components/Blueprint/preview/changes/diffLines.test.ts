import { diffLines } from './diffLines';

const KEPT = Array.from({ length: 30 }, (_, index) => `-Dline=${index}`);

describe('diffLines', () => {
  it('shows of a long text the lines that change, with one around them, and a gap for all others', () => {
    const before = ['-server', '-Xmx4G', ...KEPT, '-Xlog'].join('\n');
    const after = ['-server', '-Xmx8G', ...KEPT, '-Xlog', '-XX:+New\n'].join(
      '\n',
    );
    expect(diffLines(before, after)).toEqual([
      { kind: 'same', text: '-server' },
      { kind: 'before', text: '-Xmx4G' },
      { kind: 'after', text: '-Xmx8G' },
      { kind: 'same', text: '-Dline=0' },
      { kind: 'same', text: '…' },
      { kind: 'same', text: '-Xlog' },
      { kind: 'after', text: '-XX:+New' },
    ]);
  });

  it('compares no texts that would keep the page busy for seconds', () => {
    const long = 'a\n'.repeat(3_000);
    expect(diffLines(long, long)).toBeUndefined();
  });
});
