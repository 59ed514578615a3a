// @ts-check

/**
 * Policies of maintenance that are kept in the portal, with all that they were before.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lakehouse_policy_versions', table => {
    table.comment(
      'Policies of maintenance. A change is a new row, so that it stays known who decided what; the newest of a name holds.',
    );
    table.increments('id').primary();
    table.string('name', 63).notNullable();
    table.integer('version').notNullable();
    table
      .text('document')
      .nullable()
      .comment('MaintenancePolicy as JSON; null: it was removed');
    table.bigInteger('changed_at').notNullable();
    table.text('changed_by').notNullable();
    table.unique(['name', 'version'], {
      indexName: 'lakehouse_policy_versions_name_idx',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_policy_versions');
};
