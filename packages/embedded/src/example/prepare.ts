/**
 * Makes the example lakehouse in the folder that it is given, unless it is there: `npm start` runs this
 * while it builds the frontend.
 */
import { ensureRetailLakehouse } from './ensureRetailLakehouse';

async function main(directory: string): Promise<void> {
  await ensureRetailLakehouse({
    directory,
    onProgress: ({ done, total }) => {
      if (done === total || done % 5 === 0) {
        process.stdout.write(
          `  example lakehouse: ${done} of ${total} tables\n`,
        );
      }
    },
  });
}

main(process.argv[2]).catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
