// @ts-check

/**
 * Maintenance: plans, runs with their units and events, and which run holds which table.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lakehouse_maintenance_plans', table => {
    table.comment(
      'Plans that a run can be proposed from. Pruned a week after they were made.',
    );
    table.string('id', 36).primary();
    table.string('lakehouse', 50).notNullable();
    table.text('schema_name').notNullable();
    table.text('table_name').notNullable();
    table
      .binary('plan')
      .notNullable()
      .comment('MaintenancePlan, gzip-compressed JSON');
    table.text('engine').nullable();
    table.bigInteger('created_at').notNullable();
    table.text('created_by').notNullable();
    table.index(['created_at'], 'lakehouse_maintenance_plans_age_idx');
  });

  await knex.schema.createTable('lakehouse_maintenance_runs', table => {
    table.comment('Runs of plans. What happened to a run is never removed.');
    table.string('id', 36).primary();
    table.string('lakehouse', 50).notNullable();
    table.text('schema_name').notNullable();
    table.text('table_name').notNullable();
    table.text('table_uuid').notNullable();
    table.string('state', 16).notNullable();
    table.text('title').notNullable();
    table.text('operations').notNullable().comment('JSON array');
    table
      .binary('plan')
      .notNullable()
      .comment('MaintenancePlan as it was proposed, gzip-compressed JSON');
    table.text('engine').nullable();
    table.text('approvals').notNullable().comment('JSON array');
    table
      .text('awaiting')
      .notNullable()
      .comment('Ids of steps that wait for an approval, JSON array');
    table.bigInteger('created_at').notNullable();
    table.text('created_by').notNullable();
    table.bigInteger('started_at').nullable();
    table.bigInteger('finished_at').nullable();
    table.text('reason').nullable();
    table.string('max_rewritten_bytes', 30).nullable();
    table.integer('score_before').nullable();
    table.integer('score_after').nullable();
    table.double('slowdown_before').nullable();
    table.double('slowdown_after').nullable();
    table.boolean('content_changed').notNullable().defaultTo(false);
    table.text('verification').nullable().comment('RunVerification as JSON');
    table.text('progress').nullable().comment('RunProgress as JSON');
    table
      .integer('fence')
      .notNullable()
      .defaultTo(0)
      .comment(
        'Goes up whenever a replica takes the run: writes of one that lost it are refused',
      );
    table
      .bigInteger('heartbeat_at')
      .nullable()
      .comment('Sign of life of the replica that has it; null: nobody has');
    table
      .bigInteger('not_before')
      .nullable()
      .comment('Not to be taken before this');
    table
      .integer('stalls')
      .notNullable()
      .defaultTo(0)
      .comment('How often it could not go on and was put off');
    table.text('cancel_by').nullable().comment('Who asked for it to end');
    table.text('cancel_reason').nullable();
    table.boolean('cancel_now').notNullable().defaultTo(false);
    table
      .text('rollback')
      .nullable()
      .comment('Who rolled it back, and when, JSON');
    table
      .bigInteger('notified_at')
      .nullable()
      .comment('When the owner was told of its end');
    table.index(['created_at', 'id'], 'lakehouse_maintenance_runs_age_idx');
    table.index(
      ['state', 'heartbeat_at'],
      'lakehouse_maintenance_runs_state_idx',
    );
    table.index(
      ['lakehouse', 'schema_name', 'table_name', 'created_at'],
      'lakehouse_maintenance_runs_table_idx',
    );
  });

  await knex.schema.createTable('lakehouse_maintenance_units', table => {
    table.comment(
      'Units of runs: what was intended before it was done, and what came of it.',
    );
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('lakehouse_maintenance_runs')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('step_id').notNullable();
    table.string('operation', 32).notNullable();
    table.text('label').notNullable();
    table
      .binary('unit')
      .notNullable()
      .comment('MaintenanceUnit, gzip-compressed JSON');
    table.string('state', 16).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .text('intent')
      .nullable()
      .comment('UnitIntent as JSON, written before the attempt');
    table.text('outcome').nullable().comment('UnitOutcome as JSON');
    table.text('reason').nullable();
    table.boolean('found_done').notNullable().defaultTo(false);
    table.bigInteger('started_at').nullable();
    table.bigInteger('finished_at').nullable();
    table.primary(['run_id', 'position']);
  });

  await knex.schema.createTable('lakehouse_maintenance_events', table => {
    table.comment('What happened to runs, in order.');
    table.increments('seq').primary();
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('lakehouse_maintenance_runs')
      .onDelete('CASCADE');
    table.bigInteger('at').notNullable();
    table.string('kind', 24).notNullable();
    table.text('message').notNullable();
    table.integer('position').nullable();
    table.text('by').nullable();
    table.index(['run_id', 'seq'], 'lakehouse_maintenance_events_run_idx');
  });

  await knex.schema.createTable('lakehouse_maintenance_locks', table => {
    table.comment(
      'Which run holds which table: one row for a table, so that only one can.',
    );
    table.string('lakehouse', 50).notNullable();
    table.text('schema_name').notNullable();
    table.text('table_name').notNullable();
    table.string('run_id', 36).notNullable();
    table.string('purpose', 16).notNullable().comment('run, or rollback');
    table
      .bigInteger('expires_at')
      .nullable()
      .comment(
        'Of a rollback, whose process may die; a run holds it until it ends',
      );
    table.primary(['lakehouse', 'schema_name', 'table_name']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_maintenance_locks');
  await knex.schema.dropTable('lakehouse_maintenance_events');
  await knex.schema.dropTable('lakehouse_maintenance_units');
  await knex.schema.dropTable('lakehouse_maintenance_runs');
  await knex.schema.dropTable('lakehouse_maintenance_plans');
};
