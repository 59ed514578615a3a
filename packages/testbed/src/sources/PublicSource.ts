import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { runCommand } from '../processes';

const CLONE_TIMEOUT_MS = 600_000;
/** Names a folder with copies of repositories. */
const FOLDER_VARIABLE = 'LAKEHOUSE_TESTBED_SOURCES';

/** A repository at one commit, for systems of which no registry of packages has a server. */
export interface PublicSource {
  /** Of the repository: `polaris`. */
  name: string;
  url: string;
  tag: string;
  /** What the tag has to be: nothing else is built. */
  commit: string;
}

/**
 * Puts folders of a repository, as they are at its commit, into a folder. The repository is taken from
 * `$LAKEHOUSE_TESTBED_SOURCES/<name>.git` where that variable is set, and cloned from where it is published otherwise.
 *
 * @param into - Is made.
 * @throws MissingPrerequisiteError without git, without the copy, or where the publisher can't be reached.
 */
export async function extractSource(
  source: PublicSource,
  paths: string[],
  into: string,
): Promise<void> {
  await mkdir(into, { recursive: true });
  const folder = process.env[FOLDER_VARIABLE];
  const clone = `${into}.git`;
  const repository = folder ? join(folder, `${source.name}.git`) : clone;
  if (folder && !existsSync(repository))
    throw new MissingPrerequisiteError(
      `${source.name} is built from its source: there is no ${repository} (git clone --bare ${source.url})`,
    );
  if (!folder)
    await runCommand(
      'git',
      [
        ...['clone', '--quiet', '--bare', '--depth', '1'],
        ...['--branch', source.tag, source.url, clone],
      ],
      {
        timeoutMs: CLONE_TIMEOUT_MS,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
      },
    ).catch(error => {
      throw new MissingPrerequisiteError(
        `${source.name} is built from its source, which git has to get from ${source.url}; or put a clone of it (--bare) as ${source.name}.git into a folder, and name that in ${FOLDER_VARIABLE}. ${error.message}`,
      );
    });
  const archive = `${into}.tar`;
  await runCommand(
    'git',
    [
      ...['--git-dir', repository, 'archive', '--output', archive],
      ...[source.commit, ...paths],
    ],
    { timeoutMs: 60_000 },
  );
  await runCommand('tar', ['--extract', '--file', archive, '-C', into], {
    timeoutMs: 60_000,
  });
  await rm(archive);
  await rm(clone, { recursive: true, force: true });
}

/** Whether systems that are built from their source are wanted where they are not built yet: in tests, only if it is said. */
export function mayBuildFromSource(): boolean {
  return process.env[FOLDER_VARIABLE] !== undefined;
}
