import { coreApis } from '@backstage/frontend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { TableHealthReport } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Severity } from '@lakehouse-portal/table-health';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderEntityContent } from '../../__testUtils__';
import {
  createMockLakehouseApi,
  mockTableDetail,
  mockTableEntity,
} from '../../testing';
import { TableFactsBar } from '../TableHeader';
import { TableHealthView } from './HealthTab';
import { CLICKS, renderHealth, reportOf } from './__testUtils__/renderHealth';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

describe('HealthTab with little, old or no data', () => {
  it('shows of a table whose metadata never could be read that nothing is known, and no figures', async () => {
    const unread = reportOf(({ health }) => ({
      health: {
        scoreIsUpperBound: true,
        severity: 'unknown',
        slowdown: 1,
        speedCost: 0,
        promiseCost: 0,
        lede: {
          headline: "The health of it is unknown: its metadata can't be read.",
          detail: 'The text ends too early',
        },
        dimensions: [],
        recommendations: [],
        notes: [],
        commitRhythm: { workload: 'unknown' },
        judgedAtMs: health.judgedAtMs,
      },
      history: [],
      scanError: 'The text ends too early',
    }));
    renderHealth(unread);
    expect(await screen.findByText('Nothing is known')).toBeInTheDocument();
    expect(screen.getByText('The text ends too early')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Scan now' }),
    ).toBeInTheDocument();
    for (const untrue of [
      /no snapshot/,
      /at least 1/,
      /costs nothing/,
      /known$/,
      /just now/,
      /Scanned/,
    ]) {
      expect(
        screen.queryByText(
          text => untrue.test(text) && text !== 'Nothing is known',
        ),
      ).not.toBeInTheDocument();
    }
  });

  it('tells apart what is unknown, partial, stale, empty and well', async () => {
    const unmounts = [
      renderHealth(
        reportOf(report => ({
          ...report,
          scanError: 'The object storage answered 403',
          health: {
            ...report.health,
            score: 74,
            severity: 'at-risk',
            scoreIsUpperBound: true,
            slowdown: 1.66,
          },
        })),
      ),
    ];
    expect((await screen.findAllByText('≤ 74')).length).toBeGreaterThan(0);
    expect(
      screen.getByText('reads take at least 1.7× as long, predicted'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /The last scan could not read the table: The object storage answered 403/,
      ),
    ).toBeInTheDocument();
    unmounts.pop()?.unmount();

    unmounts.push(
      renderHealth(
        reportOf(report => ({
          ...report,
          history: [],
          files: undefined,
          partitions: undefined,
          health: {
            ...report.health,
            score: undefined,
            severity: 'unknown',
            recommendations: [],
          },
        })),
      ),
    );
    expect(
      await screen.findByText(
        'There is no score, because too little is known. That is not a bad score, and not a good one.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('No scan has given a score yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Nothing can be recommended before the table has been judged.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('table', { name: /From 100 down/ }),
    ).not.toBeInTheDocument();
    unmounts.pop()?.unmount();

    unmounts.push(
      renderHealth(
        reportOf(report => ({
          ...report,
          health: { ...report.health, snapshotId: undefined },
        })),
      ),
    );
    expect(await screen.findByText('No data yet')).toBeInTheDocument();
    unmounts.pop()?.unmount();

    unmounts.push(
      renderHealth(
        reportOf(report => ({
          ...report,
          history: report.history.slice(-1),
          files: { ...report.files!, dataFiles: 1, dataBytes: 3_355_443 },
          health: {
            ...report.health,
            score: 100,
            severity: 'healthy',
            slowdown: 1,
            speedCost: 0,
            promiseCost: 0,
            dimensions: [],
            recommendations: [],
          },
        })),
      ),
    );
    expect(await screen.findByText('One day so far')).toBeInTheDocument();
    expect(screen.getByText('Nothing costs a point')).toBeInTheDocument();
    expect(
      screen.getByText(
        'It has 3.2 MB, the target is 256 MB. A spread needs more than one.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Nothing due')).toBeInTheDocument();
  });

  it('scans when asked, shows the new figures, and keeps the old ones when the scan fails', async () => {
    const user = userEvent.setup();
    const getHealth = jest
      .fn<Promise<TableHealthReport>, []>()
      .mockResolvedValueOnce(reportOf())
      .mockResolvedValue(
        reportOf(report => ({
          ...report,
          health: {
            ...report.health,
            lede: { headline: 'Nothing due.', detail: '' },
          },
        })),
      );
    const scanTable = jest
      .fn()
      .mockResolvedValueOnce(reportOf())
      .mockRejectedValue(new ServiceUnavailableError('No answer within 10 s'));
    const { apis } = renderHealth(reportOf(), {
      api: { getHealth, scanTable },
    });
    await user.click(await screen.findByRole('button', { name: 'Scan now' }));
    expect(await screen.findByText('Nothing due.')).toBeInTheDocument();
    expect(scanTable).toHaveBeenCalledWith(CLICKS);

    const post = jest.spyOn(apis.get(coreApis.toast)!, 'post');
    await user.click(screen.getByRole('button', { name: 'Scan now' }));
    await waitFor(() =>
      expect(post).toHaveBeenCalledWith(
        expect.objectContaining({
          title: 'The scan failed',
          description: expect.stringContaining('No answer within 10 s'),
        }),
      ),
    );
    expect(screen.getByText('Nothing due.')).toBeInTheDocument();
  });

  it('has the header of the page say the new figures, too, when the table was scanned', async () => {
    const user = userEvent.setup();
    const api = createMockLakehouseApi();
    const detail = mockTableDetail(CLICKS)!;
    let severity: Severity = 'healthy';
    api.getTable = async () => ({
      ...detail,
      summary: { ...detail.summary, severity },
    });
    api.scanTable = async () => {
      severity = 'critical';
      return reportOf();
    };
    renderEntityContent(
      <>
        <TableFactsBar table={CLICKS} entity={mockTableEntity(CLICKS)} />
        <TableHealthView table={CLICKS} />
      </>,
      { api },
    );
    const health = (await screen.findByText('Health', { selector: 'dt' }))
      .nextElementSibling;
    await waitFor(() => expect(health).toHaveTextContent('Healthy'));
    await user.click(await screen.findByRole('button', { name: 'Scan now' }));
    await waitFor(() => expect(health).toHaveTextContent('Critical'));
  });

  it('says what failed and tries again', async () => {
    const user = userEvent.setup();
    const getHealth = jest
      .fn<Promise<TableHealthReport>, []>()
      .mockRejectedValueOnce(new ServiceUnavailableError('The catalog is down'))
      .mockResolvedValue(reportOf());
    renderHealth(reportOf(), { api: { getHealth } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "The health of bronze.click_events can't be shown. The catalog is down",
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Reads take about 3.7× as long as they need to.'),
    ).toBeInTheDocument();
  });
});
