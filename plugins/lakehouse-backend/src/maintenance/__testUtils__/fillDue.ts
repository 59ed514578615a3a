import type { Knex } from 'knex';

/** Tables `shop.silver.t0`, `t1`, … of which something is due: an expiry of each tenth, a compaction of the others. */
export async function fillDue(
  knex: Knex,
  tables: number,
  atMs: number,
): Promise<void> {
  for (let start = 0; start < tables; start += 50) {
    const numbers = Array.from({ length: 50 }, (_, i) => start + i);
    await knex('lakehouse_tables').insert(
      numbers.map(n => ({
        id: n + 1,
        lakehouse: 'shop',
        schema_name: 'silver',
        table_name: `t${n}`,
        owner: n % 2 === 0 ? 'group:default/even' : 'group:default/odd',
        judged_at: atMs,
      })),
    );
    await knex('lakehouse_maintenance_due').insert(
      numbers.map(n => ({
        table_id: n + 1,
        // Many have the same.
        gain: n % 97,
        operations: JSON.stringify([
          n % 10 === 0 ? 'expire-snapshots' : 'rewrite-data-files',
        ]),
        reasons: '[]',
        since: atMs,
      })),
    );
  }
}
