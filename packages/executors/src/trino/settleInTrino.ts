import { setTimeout as sleep } from 'node:timers/promises';
import {
  ExecutorError,
  type SettledAttempt,
} from '@lakehouse-portal/maintenance';
import { quoteLiteral } from '@lakehouse-portal/trino';
import {
  SOURCE,
  type StatementOptions,
  type TrinoStatements,
} from './TrinoStatements';

const OVER = new Set(['FINISHED', 'FAILED']);
const POLL_MS = 500;
const MIN_ANSWER_MS = 1_000;

/**
 * Sees to it that the queries of an attempt are over: Trino carries one on for minutes after its client has gone. Those
 * that still run are killed.
 *
 * @throws ExecutorError when one of them still runs after `patienceMs`, although it was told to end.
 */
export async function settleInTrino(
  statements: TrinoStatements,
  key: string,
  options: { signal?: AbortSignal; patienceMs: number },
): Promise<SettledAttempt> {
  const { signal, patienceMs } = options;
  // What is asked for is in Trino's memory: one that takes longer to say it does not answer.
  const asking = { signal, maxDurationMs: Math.max(patienceMs, MIN_ANSWER_MS) };
  const until = Date.now() + patienceMs;
  const killed = new Set<string>();
  for (;;) {
    const queries = await queriesOf(statements, key, asking);
    const running = queries.filter(({ state }) => !OVER.has(state));
    if (running.length === 0) {
      return {
        queryIds: queries.map(({ id }) => id),
        stopped: killed.size > 0,
      };
    }
    // Also where the first answer took as long as that, each of them is told first, and may end then.
    if (Date.now() > until && running.every(({ id }) => killed.has(id))) {
      throw new ExecutorError(
        `Trino still runs query ${running[0].id} of an attempt that nobody waits for (${running[0].state}), although it was told to end it.`,
      );
    }
    for (const { id } of running) {
      if (!killed.has(id)) {
        killed.add(id);
        await kill(statements, id, asking);
      }
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function queriesOf(
  statements: TrinoStatements,
  key: string,
  asking: StatementOptions,
): Promise<Array<{ id: string; state: string }>> {
  const { rows } = await statements.run(
    `SELECT query_id, state FROM system.runtime.queries WHERE source = ${quoteLiteral(
      `${SOURCE}/${key}`,
    )}`,
    asking,
  );
  return rows.map(([id, state]) => ({ id: String(id), state: String(state) }));
}

async function kill(
  statements: TrinoStatements,
  queryId: string,
  asking: StatementOptions,
): Promise<void> {
  try {
    await statements.run(
      `CALL system.runtime.kill_query(query_id => ${quoteLiteral(
        queryId,
      )}, message => 'The portal that had begun this has gone')`,
      asking,
    );
  } catch (error) {
    asking.signal?.throwIfAborted();
    // It may have ended at this moment; whether it did is asked again.
    if (!(error instanceof ExecutorError)) {
      throw error;
    }
  }
}
