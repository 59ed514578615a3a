import type { ConfigFile } from '../objects/ConfigFile';
import type { Container } from '../objects/Container';
import type { LintContext } from '../LintContext';
import type { Workload } from '../objects/Workload';
import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';

/** What a container finds in its volumes. */
export interface MountedFiles {
  files: MountedFile[];
  /** Mounts whose content can't be known from the manifests. */
  opaque: string[];
}

/** A file in a volume. */
export interface MountedFile {
  path: string;
  file: ConfigFile;
  /** An init container copied it: later changes of the ConfigMap never arrive. */
  copied: boolean;
  /** Mounted as a single file (`subPath`): later changes of the ConfigMap never arrive either. */
  subPath: boolean;
}

/** The files of a container, as far as the manifests show them. */
export function mountedFiles(
  context: LintContext,
  workload: Workload,
  container: Container,
): MountedFiles {
  const found: MountedFiles = { files: [], opaque: [] };
  for (const mount of container.mounts) {
    const volume = workload.volumes.find(
      candidate => textOf(candidate.name) === mount.volume,
    );
    if (!volume) continue;
    if (volume.emptyDir !== undefined)
      addCopied(context, workload, mount, found);
    else if (!addVolume(context, workload, volume, mount, found))
      found.opaque.push(mount.path);
  }
  return found;
}

/** Adds the files of a volume; `false` if they aren't known. */
function addVolume(
  context: LintContext,
  workload: Workload,
  volume: Fields,
  mount: { path: string; subPath?: string },
  found: MountedFiles,
  copied = false,
): boolean {
  const files = volumeFiles(context, workload, volume);
  if (!files) return false;
  for (const { path, file } of files) {
    if (mount.subPath === undefined)
      found.files.push({
        path: join(mount.path, path),
        file,
        copied,
        subPath: false,
      });
    else if (mount.subPath === path)
      found.files.push({ path: mount.path, file, copied, subPath: true });
    else if (path.startsWith(`${mount.subPath}/`))
      found.files.push({
        path: join(mount.path, path.slice(mount.subPath.length + 1)),
        file,
        copied,
        subPath: true,
      });
  }
  return true;
}

function volumeFiles(
  context: LintContext,
  workload: Workload,
  volume: Fields,
): { path: string; file: ConfigFile }[] | undefined {
  if (volume.projected !== undefined) {
    const files: { path: string; file: ConfigFile }[] = [];
    for (const source of listOf(fieldsOf(volume.projected).sources)) {
      const part = volumeFiles(context, workload, fieldsOf(source));
      if (!part) return undefined;
      files.push(...part);
    }
    return files;
  }
  const kind = volume.configMap === undefined ? 'Secret' : 'ConfigMap';
  const reference = fieldsOf(volume.configMap ?? volume.secret);
  const name = textOf(reference.name) ?? textOf(reference.secretName);
  if (name === undefined) return undefined;
  const object = context.find(kind, name, workload.object);
  if (!object) return undefined;
  const all = context.configFilesOf(object);
  if (!Array.isArray(reference.items))
    return all.map(file => ({ path: file.name, file }));
  return reference.items.flatMap(item => {
    const { key, path } = fieldsOf(item);
    const file = all.find(candidate => candidate.name === key);
    return file ? [{ path: textOf(path) ?? file.name, file }] : [];
  });
}

/** What init containers copy into an empty directory: flat, catalogs into `catalog` if they say so. */
function addCopied(
  context: LintContext,
  workload: Workload,
  mount: { volume: string; path: string; subPath?: string },
  found: MountedFiles,
): void {
  let known = false;
  for (const init of workload.initContainers) {
    if (!init.mounts.some(other => other.volume === mount.volume)) continue;
    for (const source of init.mounts) {
      if (source.volume === mount.volume) continue;
      const volume = workload.volumes.find(
        candidate => textOf(candidate.name) === source.volume,
      );
      if (!volume || volume.emptyDir !== undefined) continue;
      const folder = /catalog/.test(source.path)
        ? join(mount.path, 'catalog')
        : mount.path;
      known =
        addVolume(context, workload, volume, { path: folder }, found, true) ||
        known;
    }
  }
  if (!known) found.opaque.push(mount.path);
}

function join(folder: string, path: string): string {
  return `${folder.replace(/\/$/, '')}/${path}`;
}
