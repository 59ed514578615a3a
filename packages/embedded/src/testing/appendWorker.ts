import { once } from 'node:events';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';

/**
 * A process that appends one row a commit, and says so on its output only after the commit: `<snapshot id> <row id> <tries>`.
 * Arguments: folder, table, first row id, number of commits (0: without end), `durable` or not.
 */
async function main([
  directory,
  table,
  first,
  count,
  durable,
]: string[]): Promise<void> {
  const lake = await EmbeddedLakehouse.open({
    directory,
    durable: durable === 'durable',
  });
  process.stdout.write('ready\n');
  // Starting takes long; tests say when to begin.
  await once(process.stdin, 'data');
  for (let commit = 0; count === '0' || commit < Number(count); commit++) {
    const id = Number(first) + commit;
    const { snapshotId, attempts } = await lake.append(table, {
      rows: [{ id }],
    });
    process.stdout.write(`${snapshotId} ${id} ${attempts}\n`);
  }
  await lake.close();
  process.stdin.destroy();
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
