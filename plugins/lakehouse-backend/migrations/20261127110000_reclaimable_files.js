// @ts-check

/**
 * How many files only old snapshots need, beside their bytes. Tables that were read before have none until they are read
 * again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('lakehouse_tables', table => {
    table
      .bigInteger('reclaimable_files')
      .nullable()
      .comment('Data and delete files that only old snapshots need');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('lakehouse_tables', table => {
    table.dropColumn('reclaimable_files');
  });
};
