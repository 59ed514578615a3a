import { formatColumns } from './formatColumns';

describe('formatColumns', () => {
  it('aligns the cells of a column', () => {
    expect(
      formatColumns(
        [
          ['Id', 'Name'],
          ['100', 'é'],
        ],
        ['right'],
      ),
    ).toBe('   Id  Name\n  100  é');
  });

  it('bug: one cell of a megabyte does not have each other row filled up to a megabyte', () => {
    const long = 'x'.repeat(1_000_000);
    const rows = Array.from({ length: 1000 }, (_, index) => [
      'v',
      String(index),
    ]);
    const lines = formatColumns([[long, 'end'], ...rows]).split('\n');
    expect(lines[0]).toBe(`  ${long}  end`);
    expect(lines[1]).toBe(`  ${'v'.padEnd(200)}  0`);
  });
});
