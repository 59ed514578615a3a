// @ts-check

/**
 * Whom runs wait for is told, once. Of runs that wait already nobody is told: they may have waited for weeks.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('lakehouse_maintenance_runs', table => {
    table
      .bigInteger('approval_asked_at')
      .nullable()
      .comment(
        'Since when it waits for approvals of which nobody was told yet; null: those who may give them were told',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('lakehouse_maintenance_runs', table => {
    table.dropColumn('approval_asked_at');
  });
};
