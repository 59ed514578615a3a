import type { ReactNode } from 'react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi } from '../../testing';
import { useLakehouseQuery } from './useLakehouseQuery';

type Answer = {
  resolve: (value: string) => void;
  reject: (error: Error) => void;
  signal: AbortSignal | undefined;
};

/** A back end whose answers the test gives, one by one. */
function controlled() {
  const answers: Answer[] = [];
  const api: LakehouseApi = createMockLakehouseApi();
  const load = (_api: LakehouseApi, options: { signal?: AbortSignal }) =>
    new Promise<string>((resolve, reject) =>
      answers.push({ resolve, reject, signal: options.signal }),
    );
  const wrapper = (props: { children: ReactNode }) => (
    <TestApiProvider apis={[[lakehouseApiRef, api]]}>
      {props.children}
    </TestApiProvider>
  );
  return { answers, load, wrapper };
}

describe('useLakehouseQuery', () => {
  it('keeps the last good answer when a refresh fails, says why, and forgets that when one succeeds', async () => {
    const { answers, load, wrapper } = controlled();
    const { result } = renderHook(() => useLakehouseQuery('a', load), {
      wrapper,
    });
    expect(result.current.status).toBe('loading');
    await act(async () => answers[0].resolve('first'));
    expect(result.current).toMatchObject({
      status: 'loaded',
      value: 'first',
      refreshing: false,
    });

    act(() => result.current.refresh());
    expect(result.current).toMatchObject({ value: 'first', refreshing: true });
    await act(async () => answers[1].reject(new Error('down')));
    expect(result.current).toMatchObject({
      status: 'loaded',
      value: 'first',
      refreshing: false,
      refreshError: { message: 'down' },
    });

    act(() => result.current.refresh());
    await act(async () => answers[2].resolve('second'));
    expect(result.current).toMatchObject({ status: 'loaded', value: 'second' });
    expect(result.current).not.toHaveProperty('refreshError');
  });

  it('fails when there was no good answer, and loads again on refresh', async () => {
    const { answers, load, wrapper } = controlled();
    const { result } = renderHook(() => useLakehouseQuery('a', load), {
      wrapper,
    });
    await act(async () => answers[0].reject(new Error('down')));
    expect(result.current).toMatchObject({
      status: 'failed',
      error: { message: 'down' },
    });
    act(() => result.current.refresh());
    expect(result.current.status).toBe('loading');
    await act(async () => answers[1].resolve('up'));
    expect(result.current).toMatchObject({ status: 'loaded', value: 'up' });
  });

  it('never shows the answer of another key, unless asked to keep it while the next one loads', async () => {
    const { answers, load, wrapper } = controlled();
    const { result, rerender } = renderHook(
      props =>
        useLakehouseQuery(props.name, load, { keepPrevious: props.keep }),
      {
        wrapper,
        initialProps: { name: 'a', keep: false },
      },
    );
    await act(async () => answers[0].resolve('of a'));
    rerender({ name: 'b', keep: false });
    expect(result.current.status).toBe('loading');
    expect(answers[0].signal?.aborted).toBe(false);
    await act(async () => answers[1].resolve('of b'));

    rerender({ name: 'c', keep: true });
    expect(result.current).toMatchObject({
      status: 'loaded',
      value: 'of b',
      refreshing: true,
    });
    rerender({ name: 'd', keep: true });
    expect(answers[2].signal?.aborted).toBe(true);
    await act(async () => answers[2].resolve('of c, too late'));
    expect(result.current).toMatchObject({ value: 'of b', refreshing: true });
    await act(async () => answers[3].reject(new Error('no d')));
    expect(result.current).toMatchObject({
      status: 'failed',
      error: { message: 'no d' },
    });
  });

  it('shares one request between those who ask the same, and aborts it when the last one leaves', async () => {
    const { answers, load, wrapper } = controlled();
    const both = renderHook(
      () => [useLakehouseQuery('a', load), useLakehouseQuery('a', load)],
      { wrapper },
    );
    expect(answers).toHaveLength(1);
    await act(async () => answers[0].resolve('shared'));
    expect(both.result.current.map(query => query.status)).toEqual([
      'loaded',
      'loaded',
    ]);
    both.unmount();

    const { unmount } = renderHook(
      () => [useLakehouseQuery('b', load), useLakehouseQuery('b', load)],
      { wrapper },
    );
    expect(answers[1].signal?.aborted).toBe(false);
    unmount();
    await waitFor(() => expect(answers[1].signal?.aborted).toBe(true));
  });
});
