import { configure, screen, within } from '@testing-library/react';
import {
  dueOf,
  mockApi,
  renderMaintenance,
} from './__testUtils__/renderMaintenance';
import { formatStart } from './formatStart';

configure({ defaultHidden: true });

/** An instant in so many minutes. */
function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

describe('The lines of what is due', () => {
  it('say beside a finding why no run does anything about it', async () => {
    const listDue = async () => ({
      items: [
        dueOf('click_events', {
          gain: 0,
          reasons: [
            {
              operation: 'rewrite-data-files' as const,
              action: 'Rewrite the files in order',
              finding: 'Files overlap: each has rows from everywhere',
              declined: 'Set a sort order first.',
            },
          ],
        }),
        dueOf('orders'),
      ],
      total: 2,
    });
    renderMaintenance(mockApi({ listDue }), { all: true });
    const due = await screen.findByRole('table', { name: /something is due/ });
    expect(
      within(due).getByRole('row', { name: /click_events/ }),
    ).toHaveTextContent(/No run does it: Set a sort order first\./);
    expect(
      within(due).getByRole('row', { name: /orders/ }),
    ).not.toHaveTextContent('No run does it');
  });

  it('say at what time of day something may start where that is within a day', async () => {
    const soon = inMinutes(60);
    const waiting = { cause: 'cooldown' as const, reason: 'It has a pause.' };
    const dueAt = (table: string, nextStart: string) =>
      dueOf(table, { nextStart, waiting });
    renderMaintenance(
      mockApi({
        listDue: async () => ({
          items: [
            dueAt('click_events', soon),
            dueAt('orders', inMinutes(10 * 24 * 60)),
          ],
          total: 2,
        }),
      }),
      { all: true },
    );
    const due = await screen.findByRole('table', { name: /something is due/ });
    expect(
      within(due).getByRole('row', { name: /click_events/ }),
    ).toHaveTextContent(`${soon.slice(11, 16)} UTC`);
    expect(
      within(due).getByRole('row', { name: /orders/ }),
    ).not.toHaveTextContent('UTC');
  });

  it('name the day, too, where that time is of the next one', () => {
    const now = Date.parse('2026-11-28T22:30:00.000Z');
    const at = (time: string) => formatStart(Date.parse(time), now);
    expect(at('2026-11-28T23:30:00.000Z')).toBe('23:30 UTC');
    expect(at('2026-11-29T02:00:00.000Z')).toBe('29 Nov, 02:00 UTC');
    expect(at('2026-11-30T02:00:00.000Z')).toBe('30 Nov');
  });
});
