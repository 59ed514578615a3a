// @ts-check

/**
 * What the last listing of a table's folder found that nothing refers to, so that health can tell it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('lakehouse_tables', table => {
    table
      .text('orphans')
      .nullable()
      .comment('Count, bytes and time of the last listing of its folder, JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('lakehouse_tables', table => {
    table.dropColumn('orphans');
  });
};
