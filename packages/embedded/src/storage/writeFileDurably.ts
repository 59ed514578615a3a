import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a new file so that it is either there in full or not at all, also after a power cut:
 * temporary name, fsync, rename, fsync of the folder.
 *
 * @param durable - false leaves out both fsyncs.
 */
export async function writeFileDurably(
  path: string,
  content: Uint8Array,
  durable: boolean,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeAndClose(temporary, content, durable);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (durable) await syncFolder(folder);
}

/**
 * Writes a new file of a name that nothing looks for, as those of manifests: half a file does no harm.
 *
 * @param durable - false leaves out both fsyncs.
 */
export async function writeNewFile(
  path: string,
  content: Uint8Array,
  durable: boolean,
): Promise<void> {
  await writeAndClose(path, content, durable);
  if (durable) await syncFolder(dirname(path));
}

async function writeAndClose(
  path: string,
  content: Uint8Array,
  durable: boolean,
): Promise<void> {
  const handle = await openNew(path);
  try {
    await handle.writeFile(content);
    if (durable) await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Folders are mostly there already; they are made when they are not. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'wx');
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a file that another library wrote durable, with its name. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
