import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { reportProgress } from './progress';
import { runCommand } from './runCommand';

const FETCH_TIMEOUT_MS = 900_000;

/**
 * Runs a goal of Maven's dependency plugin. It refuses a file whose checksum is not that of the repository.
 *
 * @param neededFor - What is fetched, for messages.
 * @throws MissingPrerequisiteError without Maven.
 */
export async function runMaven(
  goal: 'copy' | 'copy-dependencies',
  args: string[],
  neededFor: string,
): Promise<void> {
  await runCommand('mvn', ['--version'], { timeoutMs: 60_000 }).catch(error => {
    throw new MissingPrerequisiteError(
      `${neededFor} is fetched with Maven (Debian: apt-get install maven). ${error.message}`,
    );
  });
  await runCommand(
    'mvn',
    [
      '--batch-mode',
      '--strict-checksums',
      `org.apache.maven.plugins:maven-dependency-plugin:3.8.1:${goal}`,
      ...args,
    ],
    { timeoutMs: FETCH_TIMEOUT_MS, onOutput: countDownloads(neededFor) },
  );
}

/** `Downloaded from central: … (12 MB at 3.4 MB/s)`. Where from is not said: it may be a private mirror. */
function countDownloads(neededFor: string): (text: string) => void {
  let rest = '';
  let files = 0;
  let megabytes = 0;
  let reported = Date.now();
  return text => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const size = /Downloaded from .*\(([\d.]+) ([kM]?B) at /.exec(line);
      if (!size) continue;
      files += 1;
      megabytes += Number(size[1]) * { MB: 1, kB: 1e-3, B: 1e-6 }[size[2]]!;
    }
    if (files > 0 && Date.now() - reported > 2_000) {
      reported = Date.now();
      reportProgress(
        `${neededFor}: ${files} files, ${megabytes.toFixed(0)} MB`,
      );
    }
  };
}
