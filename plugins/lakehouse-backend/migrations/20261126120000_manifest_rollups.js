// @ts-check

/**
 * A cache of what was read of manifests, so that after a commit only new ones are read, after a
 * restart and on every replica. All of it can be read again from the lakehouses: nothing is lost
 * with it, and nothing refers to it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lakehouse_manifest_rollups', table => {
    table.comment(
      'Cache of what was read of manifests, which never change. Pruned to lakehouse.scan.cache.databaseMb.',
    );
    table
      .specificType('key', 'char(64)')
      .primary()
      .comment('Hash of the manifest, and of what it was read for');
    table.binary('bytes').notNullable().comment('Opaque, compressed');
    table.integer('size_bytes').notNullable();
    table.bigInteger('created_at').notNullable();
    table
      .bigInteger('used_at')
      .notNullable()
      .comment('Last use, to the day: what was used longest ago is pruned');
    // With the size in it, the total is added up without touching the rows.
    table.index(['used_at', 'size_bytes'], 'lakehouse_manifest_rollups_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_manifest_rollups');
};
