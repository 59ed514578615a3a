import {
  FileUnreadableError,
  type LintError,
  type LintFile,
  ManifestTooLargeError,
  MAX_FILE_CHARACTERS,
  NotTextError,
} from '@lakehouse-portal/blueprint';
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { constants } from 'node:fs';
import { join } from 'node:path';

/** What was read. */
export interface ReadFiles {
  files: LintFile[];
  /** One for each path that can't be read; the others are there. */
  errors: LintError[];
  /** Paths of files that begin with a byte order mark. */
  marked: Set<string>;
}

/** Files of a folder that can hold manifests or configuration. */
const NAMES = /\.(ya?ml|json|properties|xml|sql|env)$|^jvm\.config$/i;
const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '.terraform']);
/** Files of one run: more is the wrong folder. */
const MAX_FILES = 20_000;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** Reads files, folders with all below them, and standard input (`-`). */
export function readLintFiles(paths: string[]): ReadFiles {
  const read: ReadFiles = { files: [], errors: [], marked: new Set() };
  const state = { seen: new Set<string>(), count: 0, bytes: 0 };
  for (const path of paths) {
    if (path === '-') {
      addText(read, '<stdin>.yaml', readFileSync(0));
      continue;
    }
    visit(path.length > 1 ? path.replace(/\/+$/, '') : path, true);
  }
  return read;

  function visit(path: string, named: boolean): void {
    let real: string;
    try {
      real = realpathSync(path);
      const stats = statSync(real);
      // A folder that is reached again, by a link to one above it say, has been read.
      if (state.seen.has(real)) return;
      state.seen.add(real);
      if (stats.isDirectory()) {
        for (const entry of readdirSync(path).sort())
          if (!SKIPPED_FOLDERS.has(entry)) visit(join(path, entry), false);
        return;
      }
      if (!named && !NAMES.test(path.slice(path.lastIndexOf('/') + 1))) return;
      if (!stats.isFile())
        throw new FileUnreadableError(
          'Neither a file nor a folder (a pipe, socket or device)',
          { file: path },
        );
      readOne(path, stats.size);
    } catch (error) {
      // A file beside the manifests that leads nowhere is no concern of theirs.
      if (
        !named &&
        !NAMES.test(path.slice(path.lastIndexOf('/') + 1)) &&
        codeOf(error) !== 'EACCES'
      )
        return;
      read.errors.push(toLintError(path, error));
    }
  }

  function readOne(path: string, size: number): void {
    if (++state.count > MAX_FILES)
      throw new ManifestTooLargeError(
        `More than ${MAX_FILES} files: name a narrower folder`,
        { file: path },
      );
    // UTF-8 needs at most three bytes for a UTF-16 unit.
    if (size > MAX_FILE_CHARACTERS * 3 || state.bytes + size > MAX_TOTAL_BYTES)
      throw new ManifestTooLargeError(
        `${size} bytes are more than a manifest can have (${
          MAX_FILE_CHARACTERS * 3
        }, and ${MAX_TOTAL_BYTES} for all files together)`,
        { file: path },
      );
    state.bytes += size;
    addText(read, path, readBounded(path, size));
  }
}

/** Reads no more than the size that was checked, whatever the file has grown to. */
function readBounded(path: string, size: number): Buffer {
  // eslint-disable-next-line no-bitwise -- flags of open(2)
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile())
      throw new FileUnreadableError('No longer a file', { file: path });
    const buffer = Buffer.alloc(size);
    let offset = 0;
    while (offset < size) {
      const bytes = readSync(descriptor, buffer, offset, size - offset, null);
      if (bytes === 0) break;
      offset += bytes;
    }
    return buffer.subarray(0, offset);
  } finally {
    closeSync(descriptor);
  }
}

function addText(read: ReadFiles, path: string, bytes: Buffer): void {
  if (bytes.includes(0)) {
    read.errors.push(
      new NotTextError('A binary file: it has NUL bytes', { file: path }),
    );
    return;
  }
  try {
    const text = new TextDecoder('utf-8', {
      fatal: true,
      ignoreBOM: true,
    }).decode(bytes);
    if (text.startsWith('\uFEFF')) read.marked.add(path);
    read.files.push({ path, text: text.replace(/^\uFEFF/, '') });
  } catch (error) {
    read.errors.push(
      new NotTextError('Not UTF-8: save it in that encoding', {
        file: path,
        cause: error,
      }),
    );
  }
}

function toLintError(path: string, error: unknown): LintError {
  if (
    error instanceof FileUnreadableError ||
    error instanceof ManifestTooLargeError
  )
    return error;
  const code = codeOf(error);
  const messages: Record<string, string> = {
    ENOENT: 'There is no such file or folder',
    EACCES: 'May not be read: permission denied',
    ELOOP: 'A symbolic link that leads in a circle',
    ENAMETOOLONG: 'The path is too long',
  };
  return new FileUnreadableError(
    messages[code ?? ''] ?? `Can't be read: ${(error as Error).message}`,
    { file: path, cause: error },
  );
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
