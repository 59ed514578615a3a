import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { ConflictError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  LakehouseApi,
  SourceCheckEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  act,
  configure,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi } from '../../testing';
import { mockSources } from '../../testing/mockSources';
import { ago } from '../../testing/mockTime';
import { SourcesCard } from './SourcesCard';

configure({ defaultHidden: true });

function render(api: Partial<LakehouseApi> = {}) {
  return renderInTestApp(<SourcesCard lakehouse="retail" revision="1" />, {
    apis: [
      [lakehouseApiRef, { ...createMockLakehouseApi(), ...api }],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
  });
}

const TEST_CATALOG = { name: 'Test the connection: Catalog:' };

describe('SourcesCard', () => {
  it('says what is read, in which version, what is possible there and why something is not, without a barrier', async () => {
    const { container } = render();
    const catalog = await screen.findByRole('region', { name: 'Catalog:' });
    expect(catalog).toHaveTextContent('Catalog: Nessie');
    expect(catalog).toHaveTextContent('version 0.99.0 · Nessie API 2.1.0');
    expect(catalog).toHaveTextContent(
      'History in snapshots not possible One snapshot in the metadata',
    );
    const storage = screen.getByRole('region', { name: 'Storage:' });
    expect(storage).toHaveTextContent('It does not tell its version');
    expect(screen.getByText('Last read completely')).toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('keeps what was known of a source that is down, says how old that is, and when it is tried again', async () => {
    const known = mockSources();
    render({
      getSources: async () => ({
        ...known,
        error: 'nessie refuses connections to port 19120',
        scan: {
          ...known.scan,
          status: 'failed',
          lastSuccessAt: ago(3, 'h'),
          lastAttemptAt: ago(4, 'min'),
          consecutiveErrors: 5,
          failingSince: ago(2, 'h'),
          nextAttemptAt: new Date(Date.now() + 12 * 60_000).toISOString(),
          error: 'The catalog can’t be reached.',
        },
      }),
    });
    const catalog = await screen.findByRole('region', { name: 'Catalog:' });
    expect(catalog).toHaveTextContent('as it said 1 min ago');
    const banner = screen.getByText(/do not answer now/).closest('div')!;
    expect(banner).toHaveTextContent('refuses connections to port 19120');
    expect(screen.getByText('3 h ago')).toBeInTheDocument();
    expect(screen.getByText('in 12 min')).toBeInTheDocument();
    expect(
      screen.getByText(
        'The last attempt failed: The catalog can’t be reached.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Failures since').parentElement).toHaveTextContent(
      '5, the first 2 h ago',
    );
  });

  it('can be tested when it does not even say what it is', async () => {
    render({
      getSources: async () => ({
        scan: mockSources().scan,
        sources: [],
        error: 'getaddrinfo ENOTFOUND',
      }),
    });
    expect(await screen.findByRole('button', TEST_CATALOG)).toBeInTheDocument();
    expect(screen.getByText(/what it is is not known/)).toBeInTheDocument();
  });

  it('tests hop by hop by keyboard, names the hop that fails and what to do, and announces the end', async () => {
    const { container } = render();
    const button = await screen.findByRole('button', TEST_CATALOG);
    act(() => button.focus());
    await userEvent.keyboard('{Enter}');
    const hops = await screen.findByRole('list', {
      name: 'Hops of the connection',
    });
    expect(await screen.findByText('This hop fails:')).toHaveAttribute(
      'role',
      'status',
    );
    const [, , failing] = within(hops).getAllByRole('listitem');
    expect(failing).toHaveTextContent(
      'Connection (TCP) failed10.0.0.7 refuses connections to port 19120 3 msCheck that Nessie runs',
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('shows hops as they come, can be stopped, and stops with the page', async () => {
    const signals: AbortSignal[] = [];
    const api: Partial<LakehouseApi> = {
      async *checkSource(_lakehouse, _source, options) {
        const signal = options!.signal!;
        signals.push(signal);
        yield {
          type: 'hop',
          hop: 'dns',
          outcome: 'passed',
          message: 'found',
          durationMs: 1,
        } satisfies SourceCheckEvent;
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    };
    const { unmount } = render(api);
    await userEvent.click(await screen.findByRole('button', TEST_CATALOG));
    expect(await screen.findByText('Name (DNS)')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(signals[0].aborted).toBe(true);
    expect(await screen.findByText('You stopped the test.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', TEST_CATALOG));
    await waitFor(() => expect(signals).toHaveLength(2));
    unmount();
    expect(signals[1].aborted).toBe(true);
  });

  it('says why a test could not be carried out', async () => {
    render({
      // eslint-disable-next-line require-yield -- it fails before the first hop
      async *checkSource() {
        throw new ConflictError('The source is being tested already');
      },
    });
    await userEvent.click(await screen.findByRole('button', TEST_CATALOG));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The source is being tested already',
    );
  });
});
