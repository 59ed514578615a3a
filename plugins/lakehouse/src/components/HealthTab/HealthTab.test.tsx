import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderHealth, reportOf } from './__testUtils__/renderHealth';

const DAY_MS = 86_400_000;

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

function cellsOf(row: HTMLElement) {
  return [...row.querySelectorAll(':scope > td')].map(cell => cell.textContent);
}

describe('HealthTab', () => {
  it('explains the score from 100 down: every cost with points, factor and evidence, and no barrier', async () => {
    const { container } = renderHealth(reportOf());
    expect(
      await screen.findByText('Reads take about 3.7× as long as they need to.'),
    ).toBeInTheDocument();

    const waterfall = screen.getByRole('table', {
      name: /From 100 down to the score of 31/,
    });
    // Without the head, and without the strip of the bands, which is decoration.
    const rows = within(waterfall).getAllByRole('row').slice(1, -1);
    expect(
      rows.map(row => within(row).getByRole('rowheader').textContent),
    ).toEqual([
      'Best possible',
      'File layout',
      'Manifests',
      'Snapshots kept',
      'Maintenance runs',
      'Configuration',
      'Score',
    ]);
    expect(cellsOf(rows[1]).slice(1)).toEqual(['−38', '2.4×', 'measured']);
    expect(cellsOf(rows[3]).slice(1)).toEqual(['−5', '–', 'policy streaming']);
    expect(cellsOf(rows[6]).slice(1)).toEqual([
      '31',
      '3.7×',
      'factors multiply, points add',
    ]);
    expect(
      screen.getByText(/Unknown: orphan files\. What is unknown costs nothing/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Nearly all of the loss is speed: file layout, then manifests',
      ),
    ).toBeInTheDocument();

    const { violations } = await axe(container);
    expect(violations).toEqual([]);
  });

  it('says of which time each line is that says how long ago something was, once that is not now', async () => {
    const judgedAtMs = Date.UTC(2026, 10, 20, 9, 5, 33);
    const { unmount } = renderHealth(
      reportOf(report => ({
        ...report,
        health: {
          ...report.health,
          judgedAtMs,
          lede: { ...report.health.lede, hasAges: true },
          dimensions: report.health.dimensions.map(dimension =>
            dimension.id === 'maintenance'
              ? { ...dimension, hasAges: true }
              : dimension,
          ),
        },
      })),
    );
    const lines = await screen.findAllByText('as of 2026-11-20 09:05 UTC');
    expect(lines).toHaveLength(2);
    expect(lines[1].closest('tr')).toHaveTextContent('Maintenance runs');
    unmount();
    renderHealth(
      reportOf(report => ({
        ...report,
        health: {
          ...report.health,
          judgedAtMs: Date.now(),
          lede: { ...report.health.lede, hasAges: true },
        },
      })),
    );
    await screen.findByText('Reads take about 3.7× as long as they need to.');
    expect(screen.queryByText(/^as of/)).not.toBeInTheDocument();
  });

  it('says of a dimension what the queries of this lakehouse made of its curve', async () => {
    const told =
      "Measured on 84 runs of your queries: the curve's points times 0.5 (0.4 to 0.6), 19 points instead of 38";
    renderHealth(
      reportOf(report => ({
        ...report,
        health: {
          ...report.health,
          dimensions: report.health.dimensions.map(dimension =>
            dimension.id === 'manifests'
              ? {
                  ...dimension,
                  calibration: {
                    ...{ state: 'measured', factor: 0.5, low: 0.4, high: 0.6 },
                    ...{ observations: 84, groups: 7, costByCurve: 38 },
                    text: told,
                  },
                }
              : dimension,
          ),
        },
      })),
    );
    const dimensions = await screen.findByRole('table', {
      name: 'Dimensions by group, most expensive first',
    });
    const row = within(dimensions).getByText('Manifests').closest('tr')!;
    expect(within(row).getByText(told)).toBeInTheDocument();
  });

  it('gives every dimension its value, threshold, source and cause, and says how to know what is unknown', async () => {
    const user = userEvent.setup();
    renderHealth(reportOf());
    const dimensions = await screen.findByRole('table', {
      name: 'Dimensions by group, most expensive first',
    });
    const layout = within(dimensions).getByText('File layout').closest('tr')!;
    expect(cellsOf(layout)).toEqual([
      '−382.4×',
      '',
      'A day is 1,623 files, 11 needed47,602 of 48,212 are under 8 MB',
      'at most 8 times the files neededmeasured',
      expect.stringContaining('nothing has compacted them for 29 days'),
    ]);
    expect(
      within(layout).getByRole('img', {
        name: '30 days: from −10 to −38 points',
      }),
    ).toBeInTheDocument();
    await user.click(within(layout).getByText('The 20 partitions behind it'));
    expect(
      within(layout).getByRole('table', {
        name: 'Partitions behind File layout, worst first',
      }),
    ).toBeVisible();

    const orphans = within(dimensions).getByText('Orphan files').closest('tr')!;
    expect(
      within(orphans).getByRole('img', {
        name: 'Unknown, so it costs nothing',
      }),
    ).toBeInTheDocument();
    expect(orphans).toHaveTextContent(
      'How to know: Scan the lakehouse with listing switched on.',
    );
    expect(screen.getByText('9 of 10 known')).toBeInTheDocument();
    expect(screen.getByText(/says nothing about speed/)).toBeInTheDocument();
  });

  it('has a table behind every chart', async () => {
    const user = userEvent.setup();
    renderHealth(reportOf());
    expect(
      await screen.findByRole('img', {
        name: /^Two charts from .* Score: from 84 to 32\./,
      }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Last 30 days/ }));
    expect(
      within(
        screen.getByRole('table', { name: /Score and predicted slowdown/ }),
      ).getAllByRole('row'),
    ).toHaveLength(31);

    expect(
      screen.getByRole('img', {
        name: /^48,212 data files by size, 207 GB in all/,
      }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Files by size/ }));
    const sizes = screen.getByRole('table', {
      name: 'Data files by size, smallest first',
    });
    expect(
      within(sizes).getByRole('row', { name: '128 kB 256 kB 1,212 212 MB' }),
    ).toBeInTheDocument();

    expect(
      screen.getByRole('img', {
        name: /^Calendar of 91 days\. The worst is .* with 2,011 files where 12 would do/,
      }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Files by day/ }));
    expect(
      within(
        screen.getByRole('table', { name: /^Partitions by excess of files/ }),
      ).getAllByRole('row'),
    ).toHaveLength(92);
  });

  it('says what to do in order, with predictions, warnings and statements, and runs nothing', async () => {
    const user = userEvent.setup();
    renderHealth(reportOf());
    const todo = await screen.findByRole('table', {
      name: 'Findings and recommended actions, in order',
    });
    const rows = within(todo).getAllByRole('row').slice(1);
    expect(
      rows.map(row => within(row).getAllByRole('cell')[0].textContent),
    ).toEqual(['1', '2', '3', '4', '']);
    expect(rows[1]).toHaveTextContent('34 → 72');
    expect(rows[1]).toHaveTextContent('reads 3.7× → 1.5×');
    expect(rows[3]).toHaveTextContent('Deletes for good');
    const [summary] = within(rows[1]).getAllByText('How to run it');
    expect(
      within(rows[1]).getAllByRole('region', { hidden: true })[0],
    ).not.toBeVisible();
    await user.click(summary);
    expect(within(rows[1]).getAllByRole('region')[0]).toHaveAccessibleName(
      /statement: Compact 29 days, sorted/,
    );
    expect(
      within(todo).queryByRole('button', { name: /run|plan/i }),
    ).not.toBeInTheDocument();
  });

  it('lists the worst partitions as bars when they are not by day', async () => {
    renderHealth(
      reportOf(report => ({
        ...report,
        partitions: {
          total: 5_052,
          truncated: true,
          worst: Array.from({ length: 30 }, (_, index) => ({
            partition: `region=${index}`,
            specId: 0,
            dataFiles: 900 - index,
            neededFiles: 1,
            sizeBytes: 1_000_000,
            averageFileBytes: 1_111,
            records: 10,
            deleteFiles: 0,
          })),
        },
      })),
    );
    const bars = await screen.findByRole('list', {
      name: 'Files of the 20 worst partitions; the mark shows how many would do',
    });
    expect(within(bars).getAllByRole('listitem')).toHaveLength(20);
    expect(within(bars).getAllByRole('listitem')[0]).toHaveTextContent(
      '0900 · 1 needed',
    );
    expect(screen.getByText('region')).toBeInTheDocument();
    expect(
      screen.getByText('5,052 partitions; at least 30 need work'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The 30 worst of 5,052 partitions.'),
    ).toBeInTheDocument();
  });

  it('does not say that no partition has more files than it needs where one has a file more', async () => {
    renderHealth(
      reportOf(report => ({
        ...report,
        partitions: {
          total: 3,
          truncated: false,
          worst: [2, 1, 1].map((dataFiles, index) => ({
            partition: `region=${index}`,
            specId: 0,
            dataFiles,
            neededFiles: 1,
            sizeBytes: 1_000_000,
            averageFileBytes: 1_000_000 / dataFiles,
            records: 10,
            deleteFiles: 0,
          })),
        },
      })),
    );
    const bars = await screen.findByRole('list', {
      name: /the mark shows how many would do/,
    });
    expect(within(bars).getAllByRole('listitem')[0]).toHaveTextContent(
      '02 · 1 needed',
    );
    expect(
      screen.queryByText(/has more files than it needs/),
    ).not.toBeInTheDocument();
    expect(screen.getByText('3 partitions; 0 need work')).toBeInTheDocument();
  });

  it('names the data files that have lost most of their rows, beside the deletes', async () => {
    const user = userEvent.setup();
    const folder = 's3://lake/bronze/click_events/data/event_day=2026-11-20';
    renderHealth(
      reportOf(report => ({
        ...report,
        deletes: {
          dataFiles: 1_204,
          records: 3_600_000,
          worst: [
            {
              filePath: `${folder}/part-7.parquet`,
              partition: 'event_day=2026-11-20',
              records: 1_000_000,
              deletedRecords: 600_000,
              deleteFiles: 3,
            },
            {
              filePath: '/flat/part-8.parquet',
              partition: '',
              records: 0,
              deletedRecords: 0,
              deleteFiles: 1,
            },
          ],
        },
      })),
    );
    const dimensions = await screen.findByRole('table', {
      name: 'Dimensions by group, most expensive first',
    });
    const deletes = within(dimensions).getByText('Deletes').closest('tr')!;
    await user.click(
      within(deletes).getByText(
        'The 2 data files with the largest share of deleted rows',
      ),
    );
    expect(
      within(deletes).getByText(
        'Deletes apply to 1,204 data files. 3,600,000 rows of named files are deleted by position.',
      ),
    ).toBeVisible();
    const files = within(deletes).getByRole('table', {
      name: 'Data files by share of deleted rows, largest first',
    });
    expect(
      within(files).getByRole('row', {
        name: 'part-7.parquet 60 % 600,000 1,000,000 3 event_day=2026-11-20',
      }),
    ).toBeVisible();
    expect(
      within(files).getByRole('row', { name: 'part-8.parquet 0 % 0 0 1 –' }),
    ).toBeVisible();
    expect(within(files).getByText('part-7.parquet')).toHaveAttribute(
      'title',
      `${folder}/part-7.parquet`,
    );
  });

  it('says of partitions that are too many to count how many there are about', async () => {
    renderHealth(
      reportOf(report => ({
        ...report,
        partitions: {
          ...report.partitions!,
          total: 1_204_711,
          totalIsEstimate: true,
          truncated: true,
        },
      })),
    );
    expect(
      await screen.findByText('About 1,200,000 partitions; 29 need work'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The 91 worst of about 1,200,000 partitions.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/1,204,711/)).not.toBeInTheDocument();
  });

  it('draws no line across days on which nothing was seen', async () => {
    const scannedAt = new Date().toISOString();
    const day = (age: number, score: number) => ({
      at: new Date(Date.now() - age * DAY_MS).toISOString(),
      score,
      slowdown: 1.5,
      costs: {},
    });
    renderHealth(
      reportOf(report => ({
        ...report,
        scannedAt,
        history: [day(12, 80), day(11, 79), day(2, 60), day(1, 59)],
      })),
    );
    expect(await screen.findByText('not seen')).toBeInTheDocument();
    expect(
      screen.getByText('The score went from 80 to 59'),
    ).toBeInTheDocument();
  });
});
