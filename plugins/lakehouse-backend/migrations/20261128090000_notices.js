// @ts-check

/**
 * Who tries to send which notification, so that one that hangs, or whose replica dies, is sent by another.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lakehouse_notices', table => {
    table.comment(
      'Notifications that were tried to be sent, for two days after that.',
    );
    table.string('id', 255).primary().comment('Of what it tells, and whom');
    table
      .integer('attempts')
      .notNullable()
      .comment('At the most there may be: it was sent, or is given up');
    table
      .bigInteger('next_at')
      .notNullable()
      .comment('Nobody tries it (again) before, milliseconds');
    table.index(['next_at'], 'lakehouse_notices_next_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lakehouse_notices');
};
