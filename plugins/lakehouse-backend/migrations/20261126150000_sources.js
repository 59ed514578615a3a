// @ts-check

/**
 * The state of each source (since when it fails, when it is tried again), tables that a catalog lists
 * without that they can be read (views, other formats), tables that a listing lacks and that are given
 * time to come back, names of entities that survive a rename, and indexes for lists that page by cursor.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('lakehouse_scan_states', table => {
    table
      .integer('consecutive_errors')
      .notNullable()
      .defaultTo(0)
      .comment('Failed scans since the last good one');
    table
      .bigInteger('failing_since')
      .nullable()
      .comment('End of the first of these');
    table
      .bigInteger('next_attempt_at')
      .nullable()
      .comment('Not before this, unless somebody asks for it');
    table.integer('tables_unchanged').notNullable().defaultTo(0);
    table
      .integer('tables_missing')
      .notNullable()
      .defaultTo(0)
      .comment('Known tables that the last complete listing did not have');
    table
      .text('refused_listing')
      .nullable()
      .comment(
        'When the last listing was refused because too many tables were missing in it: its figures, JSON',
      );
  });
  await knex.schema.alterTable('lakehouse_scan_runs', table => {
    table
      .integer('tables_unchanged')
      .notNullable()
      .defaultTo(0)
      .comment('Tables that were found to be as they were');
  });
  await knex.schema.alterTable('lakehouse_tables', table => {
    table
      .string('kind', 8)
      .notNullable()
      .defaultTo('table')
      .comment('table or view');
    table
      .text('format')
      .notNullable()
      .defaultTo('iceberg')
      .comment('As the catalog says, lower case');
    table
      .text('unreadable')
      .nullable()
      .comment(
        'Why nothing but its name is known: a view, another format. Not a failure',
      );
    table
      .integer('missed_listings')
      .notNullable()
      .defaultTo(0)
      .comment('Complete listings that lacked it, one after the other');
    table
      .boolean('gone_accepted')
      .notNullable()
      .defaultTo(false)
      .comment('An administrator accepted the listing that lacks it');
    table
      .text('entity_name')
      .nullable()
      .comment(
        'Name of its entity where it is not made of its own name: that of the table before a rename',
      );
    table.index(['entity_name'], 'lakehouse_tables_entity_idx');
    table.index(
      ['schema_name', 'table_name', 'lakehouse'],
      'lakehouse_tables_name_idx',
    );
  });
  // In the order of the lists of sortKeys.ts, so that a page of them is read without sorting all tables.
  await knex.schema.raw('drop index lakehouse_tables_health_idx');
  await knex.schema.raw('drop index lakehouse_tables_size_idx');
  await knex.schema.raw('drop index lakehouse_tables_age_idx');
  const names = 'lakehouse, schema_name, table_name';
  for (const [index, columns] of [
    [
      'health',
      'severity_rank, coalesce(score, -1), coalesce(slowdown, 0) desc',
    ],
    ['size', 'coalesce(size_bytes, -1) desc'],
    ['files', 'coalesce(data_files, -1) desc'],
    ['slowdown', 'coalesce(slowdown, -1) desc'],
    ['age', 'coalesce(last_commit_at, 9007199254740991)'],
  ]) {
    await knex.schema.raw(
      `create index lakehouse_tables_${index}_idx on lakehouse_tables (${columns}, ${names})`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const index of ['health', 'size', 'files', 'slowdown', 'age', 'name']) {
    await knex.schema.raw(`drop index lakehouse_tables_${index}_idx`);
  }
  await knex.schema.raw('drop index lakehouse_tables_entity_idx');
  await knex.schema.alterTable('lakehouse_tables', table => {
    table.dropColumns(
      'kind',
      'format',
      'unreadable',
      'missed_listings',
      'gone_accepted',
      'entity_name',
    );
  });
  await knex.schema.alterTable('lakehouse_tables', table => {
    table.index(['severity_rank', 'score'], 'lakehouse_tables_health_idx');
    table.index(['size_bytes'], 'lakehouse_tables_size_idx');
    table.index(['last_commit_at'], 'lakehouse_tables_age_idx');
  });
  await knex.schema.alterTable('lakehouse_scan_runs', table => {
    table.dropColumns('tables_unchanged');
  });
  await knex.schema.alterTable('lakehouse_scan_states', table => {
    table.dropColumns(
      'consecutive_errors',
      'failing_since',
      'next_attempt_at',
      'tables_unchanged',
      'tables_missing',
      'refused_listing',
    );
  });
};
