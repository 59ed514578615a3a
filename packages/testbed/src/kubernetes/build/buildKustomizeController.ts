import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  reportProgress,
  runCommand,
} from '../../processes';
import {
  BUILD_FLAGS,
  BUILD_TIMEOUT_MS,
  buildEnvironment,
  moduleDirectory,
} from './goBuild';
import { goToolchain } from './goToolchain';
import { KUSTOMIZE_CONTROLLER_VERSION } from './versions';

const MODULE = 'github.com/fluxcd/kustomize-controller';
/** Of a folder that the published module hasn't got; without it, Go takes that module by its version. */
const OWN_FOLDER = /^replace \S+ => \.\/api\n/m;

/**
 * Path of Flux's kustomize-controller, built by Go from its module proxy into the cache on first use (300 MB of modules; 5
 * minutes on two idle cores). `go install` refuses it, because of the replacements in its `go.mod`.
 *
 * @throws MissingPrerequisiteError without Go 1.25 or newer.
 */
export async function buildKustomizeController(): Promise<string> {
  const version = KUSTOMIZE_CONTROLLER_VERSION;
  const toolchain = await goToolchain('kustomize-controller');
  const hash = createHash('sha256')
    .update(`${toolchain}\0-s -w\0-trimpath`)
    .digest('hex');
  const directory = await prepareOnce(
    cacheDirectory('kustomize-controller', `${version}-${hash.slice(0, 16)}`),
    async temporary => {
      reportProgress(
        `building kustomize-controller ${version} from its sources: 5 minutes on two cores`,
      );
      const source = join(temporary, 'source');
      await cp(await moduleDirectory(MODULE, version), source, {
        recursive: true,
      });
      // Go keeps modules read-only.
      await runCommand('chmod', ['-R', 'u+w', source], { timeoutMs: 60_000 });
      const goMod = join(source, 'go.mod');
      await writeFile(
        goMod,
        (await readFile(goMod, 'utf8')).replace(OWN_FOLDER, ''),
      );
      await runCommand(
        'go',
        [
          // Its `go.sum` lacks the module whose replacement was taken out; Go checks that by its checksum database.
          ...['build', '-mod=mod', ...BUILD_FLAGS, '-ldflags', '-s -w'],
          ...['-o', join(temporary, 'kustomize-controller'), '.'],
        ],
        { cwd: source, env: buildEnvironment(), timeoutMs: BUILD_TIMEOUT_MS },
      );
      await rm(source, { recursive: true });
    },
  );
  return join(directory, 'kustomize-controller');
}
