// @ts-check

/**
 * What is reclaimable is what goes with the snapshots that are due, no longer all that only old snapshots need. What was found
 * before says something else: it is not known until the tables are judged anew, which the next scan does.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex('lakehouse_tables').update({
    reclaimable_bytes: null,
    reclaimable_files: null,
    policy_key: null,
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('lakehouse_tables').update({
    reclaimable_bytes: null,
    reclaimable_files: null,
    policy_key: null,
  });
};
