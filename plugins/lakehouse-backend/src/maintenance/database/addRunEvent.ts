import type { Knex } from 'knex';
import { storableText } from '../../database/storableText';
import type { NewRunEvent } from '../RunStore';

/** Records something that happened to a run. */
export async function addRunEvent(
  knex: Knex | Knex.Transaction,
  runId: string,
  nowMs: number,
  event: NewRunEvent,
): Promise<void> {
  await knex('lakehouse_maintenance_events').insert({
    run_id: runId,
    at: nowMs,
    kind: event.kind,
    message: storableText(event.message),
    position: event.position ?? null,
    by: event.by ?? null,
  });
}
