import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { findMetadataLocation } from './findMetadataLocation';

function metadata(lastUpdatedMs: number): string {
  return JSON.stringify({
    'format-version': 1,
    location: '/t',
    'last-updated-ms': lastUpdatedMs,
  });
}

async function find(names: string[], hint?: string) {
  const io = new MemoryFileIO();
  for (const [index, name] of names.entries())
    io.put(`/t/metadata/${name}`, metadata(index));
  if (hint !== undefined) io.put('/t/metadata/version-hint.text', hint);
  const { metadataLocation, warnings } = await findMetadataLocation(io, '/t/');
  return {
    name: metadataLocation.replace('/t/metadata/', ''),
    codes: warnings.map(({ code }) => code),
  };
}

describe('findMetadataLocation', () => {
  it.each<[string, string[], string | undefined, string]>([
    [
      'the highest number, by number and not by text',
      [
        '00009-a.metadata.json',
        '00010-b.metadata.json',
        '100000-c.metadata.json',
      ],
      undefined,
      '100000-c.metadata.json',
    ],
    [
      'gzip names of both kinds',
      ['00001-a.metadata.json', '00002-b.gz.metadata.json'],
      undefined,
      '00002-b.gz.metadata.json',
    ],
    [
      'gzip names of both kinds',
      ['00003-a.metadata.json.gz', '00002-b.gz.metadata.json'],
      undefined,
      '00003-a.metadata.json.gz',
    ],
    [
      'Hadoop naming by its hint',
      ['v1.metadata.json', 'v2.metadata.json'],
      '2',
      'v2.metadata.json',
    ],
    [
      'versions that follow a stale hint without a gap',
      [
        'v1.metadata.json',
        'v2.metadata.json',
        'v3.gz.metadata.json',
        'v5.metadata.json',
      ],
      '1\n',
      'v3.gz.metadata.json',
    ],
    [
      'Hadoop naming without a hint',
      ['v9.metadata.json', 'v10.metadata.json'],
      undefined,
      'v10.metadata.json',
    ],
    [
      'a hint that is a name',
      ['00001-a.metadata.json', '00002-b.metadata.json'],
      '00001-a',
      '00001-a.metadata.json',
    ],
    [
      'a hint that is a file name',
      ['00001-a.metadata.json', '00002-b.metadata.json'],
      '00001-a.metadata.json',
      '00001-a.metadata.json',
    ],
    [
      'metadata among other files',
      [
        'snap-1-1-a.avro',
        '00001-a.metadata.json',
        'x.metadata.json.tmp',
        '20240101-s.stats',
      ],
      undefined,
      '00001-a.metadata.json',
    ],
  ])('finds %s', async (_what, names, hint, expected) => {
    expect(await find(names, hint)).toEqual({ name: expected, codes: [] });
  });

  it('takes the newest of several with the same number, and says that the catalog would know better', async () => {
    expect(
      await find([
        '00002-a.metadata.json',
        '00002-b.metadata.json',
        '00001-c.metadata.json',
      ]),
    ).toEqual({
      name: '00002-b.metadata.json',
      codes: ['metadata-ambiguous'],
    });
  });

  it('takes the newest of both namings when a table has moved to another kind of catalog', async () => {
    const names = [
      'v1.metadata.json',
      'v7.metadata.json',
      '00001-a.metadata.json',
      '00002-b.metadata.json',
    ];
    for (const hint of ['7', undefined]) {
      expect(await find(names, hint)).toEqual({
        name: '00002-b.metadata.json',
        codes: ['metadata-ambiguous'],
      });
      expect(await find([...names].reverse(), hint)).toEqual({
        name: 'v7.metadata.json',
        codes: ['metadata-ambiguous'],
      });
    }
  });

  it('passes over a broken one of several with the same number', async () => {
    const io = new MemoryFileIO()
      .put('/t/metadata/00002-a.metadata.json', metadata(1))
      .put('/t/metadata/00002-b.metadata.json', '{');
    const { metadataLocation, warnings } = await findMetadataLocation(io, '/t');
    expect(metadataLocation).toBe('/t/metadata/00002-a.metadata.json');
    expect(warnings.map(({ code }) => code)).toEqual([
      'metadata-unreadable',
      'metadata-ambiguous',
    ]);
  });

  it('does without a hint that is wrong', async () => {
    expect(
      await find(['v1.metadata.json', 'v2.metadata.json'], 'garbage'),
    ).toEqual({ name: 'v2.metadata.json', codes: ['version-hint-wrong'] });
    expect(await find(['v1.metadata.json', 'v2.metadata.json'], '7')).toEqual({
      name: 'v2.metadata.json',
      codes: ['version-hint-wrong'],
    });
    expect(await find(['v1.metadata.json'], 'x'.repeat(10_000))).toEqual({
      name: 'v1.metadata.json',
      codes: ['version-hint-unreadable'],
    });
  });

  it('takes the metadata folder itself too, and says what is missing in other folders', async () => {
    const io = new MemoryFileIO().put(
      '/t/metadata/00001-a.metadata.json',
      metadata(1),
    );
    expect(
      (await findMetadataLocation(io, '/t/metadata')).metadataLocation,
    ).toBe('/t/metadata/00001-a.metadata.json');
    await expect(findMetadataLocation(io, '/other')).rejects.toThrow(
      expect.objectContaining({
        name: 'MissingFileError',
        message: expect.stringContaining(
          'There is no Iceberg metadata in /other',
        ),
      }),
    );
  });

  it('bug: a hint that is 40,000 versions behind is followed in moments', async () => {
    const io = new MemoryFileIO();
    const newest = 40_000;
    const list = jest.spyOn(io, 'list').mockResolvedValue(
      Array.from({ length: newest }, (_, index) => ({
        location: `/t/metadata/v${index + 1}.metadata.json`,
        sizeBytes: 10,
      })).concat({ location: '/t/metadata/version-hint.text', sizeBytes: 1 }),
    );
    io.put('/t/metadata/version-hint.text', '1');
    // It took two minutes when each version was looked for in the whole list.
    expect((await findMetadataLocation(io, '/t')).metadataLocation).toBe(
      `/t/metadata/v${newest}.metadata.json`,
    );
    expect(list).toHaveBeenCalledTimes(1);
  });
});
