import fc from 'fast-check';
import { listPages } from './listPages';

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

describe('listPages', () => {
  it('gives each name once and in order, however the catalog cuts its pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }), {
          maxLength: 20,
        }),
        async pages => {
          const tokens: string[] = [];
          const found = await all(
            listPages(
              async token => {
                tokens.push(token);
                const index = token === '' ? 0 : Number(token);
                return {
                  items: pages[index] ?? [],
                  next:
                    index + 1 < pages.length ? String(index + 1) : undefined,
                };
              },
              String,
              'tables',
            ),
          );
          expect(found).toEqual([...new Set(pages.flat())]);
          expect(tokens).toHaveLength(Math.max(1, pages.length));
        },
      ),
    );
  });

  it('refuses a token that comes again', async () => {
    const next: Record<string, string> = { '': 'a', a: 'b', b: 'a' };
    let asked = 0;
    await expect(
      all(
        listPages(
          async token => ({ items: [asked++], next: next[token] }),
          String,
          'tables',
        ),
      ),
    ).rejects.toThrow(/leads back to an earlier one/);
    expect(asked).toBe(3);
  });

  it('refuses ever new tokens with nothing new, but not some empty pages', async () => {
    let asked = 0;
    await expect(
      all(
        listPages(
          async () => ({ items: ['same'], next: String(asked++) }),
          String,
          'tables',
        ),
      ),
    ).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('nothing new'),
    });
    expect(asked).toBeLessThan(200);
    let page = 0;
    expect(
      await all(
        listPages(
          async () => {
            page++;
            return {
              items: page % 50 === 0 ? [page] : [],
              next: page < 150 ? String(page) : undefined,
            };
          },
          String,
          'tables',
        ),
      ),
    ).toEqual([50, 100, 150]);
  });

  it('bug: refuses ever new names, in one listing or in those that are counted with it, before memory ends', async () => {
    const count = { items: 1_999_995, keyCharacters: 0 };
    let asked = 0;
    const list = () =>
      all(
        listPages(
          async () => ({ items: [asked++, asked++], next: String(asked) }),
          String,
          'tables',
          count,
        ),
      );
    await expect(list()).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('more than 2,000,000'),
    });
    expect(asked).toBe(6);
    await expect(list()).rejects.toMatchObject({
      name: 'CatalogResponseError',
    });
    expect(asked).toBe(8);
  });

  it('bug: refuses names that together are longer than there is memory for', async () => {
    const long = 'x'.repeat(30_000_000);
    let asked = 0;
    await expect(
      all(
        listPages(
          async () => ({ items: [asked++], next: String(asked) }),
          item => `${item}${long}`,
          'tables',
        ),
      ),
    ).rejects.toThrow('longer than there is memory for');
    expect(asked).toBeLessThan(10);
  });
});
