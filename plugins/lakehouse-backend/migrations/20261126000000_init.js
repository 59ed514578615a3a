// @ts-check

/**
 * The first version of the schema. Works the same way on SQLite and PostgreSQL.
 *
 * Conventions: timestamps are milliseconds since the epoch in `bigint` columns, 64-bit ids of
 * Iceberg are decimal text (they do not fit into a JavaScript number), JSON is text, and large
 * documents are gzip-compressed JSON in binary columns.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lakehouse_created', table => {
    table.comment(
      'Lakehouses that were created in the portal. Those of app-config are not in here.',
    );
    table.string('name', 50).primary().comment('Unique name');
    table
      .string('state', 16)
      .notNullable()
      .comment('creating, or ready. Only ready ones are shown');
    table
      .string('claim_id', 36)
      .notNullable()
      .comment(
        'Who is creating it: lets a crashed attempt be told from a running one',
      );
    table
      .bigInteger('heartbeat_at')
      .notNullable()
      .comment('While creating: the last sign of life');
    table
      .text('request')
      .notNullable()
      .comment('The request as JSON, to recognise the same request');
    table
      .text('directory')
      .notNullable()
      .comment('Absolute path of its folder');
    table.bigInteger('created_at').notNullable();
    table
      .text('created_by')
      .nullable()
      .comment(
        'Entity ref of the user, or subject of the service, that asked for it',
      );
  });

  await knex.schema.createTable('lakehouse_scan_states', table => {
    table.comment(
      'How current the knowledge of each lakehouse is. One row per lakehouse; also the lock of its scan.',
    );
    table.string('lakehouse', 50).primary();
    table
      .string('run_id', 36)
      .nullable()
      .comment('The running scan; null when none runs');
    table
      .bigInteger('started_at')
      .nullable()
      .comment('When the running scan began');
    table
      .bigInteger('heartbeat_at')
      .nullable()
      .comment(
        'Last sign of life of the running scan; an old one may be taken over',
      );
    table
      .text('activity')
      .nullable()
      .comment('What the running scan does, for people');
    table
      .string('last_status', 16)
      .nullable()
      .comment('ok, partial or failed; null before the first scan');
    table
      .bigInteger('last_success_at')
      .nullable()
      .comment('End of the last scan that listed all tables');
    table
      .bigInteger('last_attempt_at')
      .nullable()
      .comment('End of the last scan');
    table.integer('tables_total').notNullable().defaultTo(0);
    table.integer('tables_failed').notNullable().defaultTo(0);
    table.text('error').nullable().comment('What failed in the last scan');
  });

  await knex.schema.createTable('lakehouse_scan_runs', table => {
    table.comment('Finished scans, for diagnosis. Pruned after 30 days.');
    table.string('id', 36).primary();
    table.string('lakehouse', 50).notNullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at').notNullable();
    table
      .string('status', 16)
      .notNullable()
      .comment('ok, partial, failed or cancelled');
    table.integer('tables_total').notNullable();
    table
      .integer('tables_read')
      .notNullable()
      .comment('Tables whose metadata had changed and was read');
    table.integer('tables_failed').notNullable();
    table.text('error').nullable();
    table.index(['lakehouse', 'ended_at'], 'lakehouse_scan_runs_lakehouse_idx');
  });

  await knex.schema.createTable('lakehouse_schemas', table => {
    table.comment(
      'Namespaces of each lakehouse as of its last complete listing.',
    );
    table.string('lakehouse', 50).notNullable();
    table.text('name').notNullable().comment('Levels joined by dots');
    table.text('layer').nullable();
    table.text('owner').nullable().comment('Entity ref');
    table.text('description').nullable();
    table
      .text('properties')
      .notNullable()
      .comment(
        'Properties of the namespace as JSON: tables inherit owner and layer from them',
      );
    table.primary(['lakehouse', 'name']);
  });

  await knex.schema.createTable('lakehouse_tables', table => {
    table.comment(
      'Tables: identity, pointer, and the figures that lists sort and filter by.',
    );
    table.increments('id').primary();
    table.string('lakehouse', 50).notNullable();
    table.text('schema_name').notNullable();
    table.text('table_name').notNullable();
    table
      .text('table_uuid')
      .nullable()
      .comment('From its metadata; survives a rename');
    table
      .text('read_location')
      .nullable()
      .comment('Metadata file that the figures come from; null: never read');
    table
      .bigInteger('gone_at')
      .nullable()
      .comment(
        'Since when the catalog does not list it; removed by the next complete listing',
      );
    table.text('owner').nullable().comment('Entity ref');
    table.text('layer').nullable();
    table.text('description').nullable();
    table.integer('format_version').nullable();
    table.string('severity', 16).notNullable().defaultTo('unknown');
    table
      .integer('severity_rank')
      .notNullable()
      .defaultTo(1)
      .comment('Worst first: 0 critical, 1 unknown, 2 at risk, 3 healthy');
    table.integer('score').nullable();
    table.boolean('score_is_upper_bound').notNullable().defaultTo(false);
    table.double('slowdown').nullable();
    table.bigInteger('size_bytes').nullable();
    table.bigInteger('data_files').nullable();
    table.bigInteger('records').nullable();
    table.bigInteger('reclaimable_bytes').nullable();
    table.integer('snapshots').nullable();
    table.bigInteger('last_commit_at').nullable();
    table
      .text('due')
      .notNullable()
      .defaultTo('[]')
      .comment('Actions that are due, JSON array of text');
    table
      .text('search_text')
      .notNullable()
      .defaultTo('')
      .comment('Lower case: names, columns, owner, description');
    table
      .string('identity_key', 64)
      .nullable()
      .comment('Hash of what its entity shows: a change of it is announced');
    table
      .string('policy_key', 64)
      .nullable()
      .comment('Hash of the policy that it was judged by');
    table
      .bigInteger('scanned_at')
      .nullable()
      .comment('When its metadata was last read or found unchanged');
    table.bigInteger('judged_at').nullable();
    table
      .text('scan_error')
      .nullable()
      .comment('Why the last read failed; null when it did not');
    table
      .boolean('incomplete')
      .notNullable()
      .defaultTo(false)
      .comment('A manifest could not be read: it is tried again');
    table.text('current_snapshot_id').nullable();
    table.unique(['lakehouse', 'schema_name', 'table_name'], {
      indexName: 'lakehouse_tables_identity_uniq',
    });
    table.index(['severity_rank', 'score'], 'lakehouse_tables_health_idx');
    table.index(['size_bytes'], 'lakehouse_tables_size_idx');
    table.index(['last_commit_at'], 'lakehouse_tables_age_idx');
    table.index(['owner', 'layer'], 'lakehouse_tables_owner_idx');
    table.index(['table_uuid'], 'lakehouse_tables_uuid_idx');
  });

  await knex.schema.createTable('lakehouse_table_documents', table => {
    table.comment(
      'What was read of each table, and the verdict over it. Apart from lakehouse_tables so that lists stay narrow.',
    );
    table
      .integer('table_id')
      .unsigned()
      .primary()
      .references('id')
      .inTable('lakehouse_tables')
      .onDelete('CASCADE');
    table
      .binary('metadata')
      .notNullable()
      .comment('TableMetadata, gzip-compressed JSON');
    table
      .binary('statistics')
      .nullable()
      .comment(
        'FileStatistics, gzip-compressed JSON; null without a current snapshot',
      );
    table.text('health').notNullable().comment('TableHealth as JSON');
  });

  await knex.schema.createTable('lakehouse_health_history', table => {
    table.comment(
      'Verdicts over time: the last of each day. Pruned after 90 days.',
    );
    table
      .integer('table_id')
      .unsigned()
      .notNullable()
      .references('id')
      .inTable('lakehouse_tables')
      .onDelete('CASCADE');
    table.string('day', 10).notNullable().comment('UTC, YYYY-MM-DD');
    table.bigInteger('at').notNullable();
    table.integer('score').nullable();
    table.double('slowdown').notNullable();
    table.text('costs').notNullable().comment('Points by dimension, JSON');
    table.text('snapshot_id').nullable();
    table.primary(['table_id', 'day']);
    table.index(['day'], 'lakehouse_health_history_day_idx');
  });
};

/**
 * Removes everything that `up` made, children before parents.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_health_history');
  await knex.schema.dropTable('lakehouse_table_documents');
  await knex.schema.dropTable('lakehouse_tables');
  await knex.schema.dropTable('lakehouse_schemas');
  await knex.schema.dropTable('lakehouse_scan_runs');
  await knex.schema.dropTable('lakehouse_scan_states');
  await knex.schema.dropTable('lakehouse_created');
};
