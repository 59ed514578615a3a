// @ts-check

/**
 * The pace of maintenance: who counts for which limit, what is due, what is started together, and what has become worse.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('lakehouse_maintenance_runs', table => {
    table
      .text('slot')
      .nullable()
      .comment('The limit of runs at the same time that it counts for now');
    table
      .text('waiting')
      .nullable()
      .comment('Why it has to wait, and until when, JSON');
    table
      .string('batch_id', 36)
      .nullable()
      .comment('Runs that were proposed together have the same');
    table.index(['slot'], 'lakehouse_maintenance_runs_slot_idx');
    table.index(['batch_id'], 'lakehouse_maintenance_runs_batch_idx');
  });

  await knex.schema.createTable('lakehouse_maintenance_limits', table => {
    table.comment(
      'One row for each limit: changing it keeps other replicas from deciding at the same time.',
    );
    table.text('scope').primary();
    table.integer('decisions').notNullable().defaultTo(0);
  });

  await knex.schema.createTable('lakehouse_maintenance_spending', table => {
    table.comment(
      'Bytes that units rewrite, for budgets of windows: as planned from before a unit begins, as they were once it has ended.',
    );
    table.string('run_id', 36).notNullable();
    table.integer('position').notNullable();
    table.text('scope').notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('bytes').notNullable();
    table.primary(['run_id', 'position']);
    table.index(['scope', 'at'], 'lakehouse_maintenance_spending_scope_idx');
  });

  await knex.schema.createTable('lakehouse_maintenance_due', table => {
    table.comment(
      'Tables of which the last verdict says that something is due, kept up with each verdict.',
    );
    table
      .integer('table_id')
      .unsigned()
      .primary()
      .references('id')
      .inTable('lakehouse_tables')
      .onDelete('CASCADE');
    table
      .double('gain')
      .notNullable()
      .comment('Points of the score that are to be gained, by prediction');
    table
      .text('reasons')
      .notNullable()
      .comment('What was found and what is to be done, JSON');
    table
      .text('operations')
      .notNullable()
      .comment('Operations that a run would have, JSON array');
    table.bigInteger('since').notNullable();
    table
      .bigInteger('tried_at')
      .nullable()
      .comment('When a run was last planned without anybody asking for it');
    table.text('tried').nullable().comment('What came of it, a sentence');
    table.index(['gain', 'table_id'], 'lakehouse_maintenance_due_gain_idx');
  });

  await knex.schema.createTable('lakehouse_health_regressions', table => {
    table.comment(
      'Tables whose health has become much worse from one verdict to the next; each is told once.',
    );
    table.increments('id').primary();
    table
      .integer('table_id')
      .unsigned()
      .notNullable()
      .references('id')
      .inTable('lakehouse_tables')
      .onDelete('CASCADE');
    table.bigInteger('at').notNullable();
    table.integer('score_before').nullable();
    table.integer('score_after').nullable();
    table.string('severity_before', 16).notNullable();
    table.string('severity_after', 16).notNullable();
    table.text('snapshot_before').nullable();
    table.text('snapshot_after').nullable();
    table.text('changes').notNullable().comment('By dimension, JSON');
    table.bigInteger('notified_at').nullable();
    table.index(['notified_at', 'at'], 'lakehouse_health_regressions_open_idx');
    table.index(['table_id', 'at'], 'lakehouse_health_regressions_table_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_health_regressions');
  await knex.schema.dropTable('lakehouse_maintenance_due');
  await knex.schema.dropTable('lakehouse_maintenance_spending');
  await knex.schema.dropTable('lakehouse_maintenance_limits');
  await knex.schema.alterTable('lakehouse_maintenance_runs', table => {
    table.dropIndex(['slot'], 'lakehouse_maintenance_runs_slot_idx');
    table.dropIndex(['batch_id'], 'lakehouse_maintenance_runs_batch_idx');
    table.dropColumn('slot');
    table.dropColumn('waiting');
    table.dropColumn('batch_id');
  });
};
