// @ts-check

/**
 * What queries of people took, and what was predicted of their tables at that time, so that each lakehouse can calibrate
 * the curves of health. No statement and no user is kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lakehouse_query_observations', table => {
    table.comment(
      'Runs of queries on tables. At most 200 for each table, 90 days.',
    );
    table.integer('table_id').notNullable();
    table
      .string('query_id', 64)
      .notNullable()
      .comment("The engine's id: a query that is seen twice counts once");
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Hash of the statement without literals');
    table.bigInteger('ended_at').notNullable();
    table
      .double('seconds')
      .notNullable()
      .comment('From leaving the queue to its end');
    table
      .bigInteger('size_bytes')
      .nullable()
      .comment('Of the table at that time');
    table
      .text('points')
      .notNullable()
      .comment(
        'Points of each speed dimension by the curves as they are, JSON by dimension',
      );
    table.primary(['table_id', 'query_id']);
    table.index(['table_id', 'ended_at'], 'lakehouse_query_observations_idx');
  });
  await knex.schema.createTable('lakehouse_calibrations', table => {
    table.comment('What the queries of each lakehouse made of the curves.');
    table.string('lakehouse', 50).primary();
    table.bigInteger('calculated_at').notNullable();
    table
      .text('calibration')
      .notNullable()
      .comment('Factors with what they rest on, JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_calibrations');
  await knex.schema.dropTable('lakehouse_query_observations');
};
