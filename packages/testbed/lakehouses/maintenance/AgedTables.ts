import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** Commits of a test follow each other by a second: in the past they are ten minutes apart. */
const SPREAD = 600;

/** Time before the newest commit as it is to have been; what was aged before keeps its distance. */
function spread(ms: number): number {
  return ms <= HOUR_MS ? ms * SPREAD : ms + HOUR_MS * (SPREAD - 1);
}

/** Tables whose files lie below a folder of this machine, behind an Iceberg REST catalog. */
export class AgedTables {
  /** @param options - `uri` of the catalog; `folder` in which `s3://` paths are, bucket by bucket. */
  constructor(readonly options: { uri: string; folder: string }) {}

  /** A location as a path of this machine. */
  pathOf(location: string): string {
    return join(this.options.folder, location.replace(/^s3a?:\/\//, ''));
  }

  /** All files below a location, by path, with their sizes in bytes. */
  async filesBelow(location: string): Promise<Map<string, number>> {
    const root = this.pathOf(location);
    const files = new Map<string, number>();
    for (const entry of await readdir(root, {
      recursive: true,
      withFileTypes: true,
    })) {
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name);
        files.set(path, (await stat(path)).size);
      }
    }
    return files;
  }

  async load(
    namespace: string,
    name: string,
  ): Promise<{ metadataLocation: string; location: string }> {
    const answer = await fetch(this.#url(namespace, name));
    const body = (await answer.json()) as {
      'metadata-location': string;
      metadata: { location: string };
    };
    return {
      metadataLocation: body['metadata-location'],
      location: body.metadata.location,
    };
  }

  /**
   * Makes a table as old as if it had been written days ago: the times in its metadata, which is written anew and
   * registered under the same name, and those of its files.
   */
  async age(namespace: string, name: string, days: number): Promise<void> {
    const { metadataLocation, location } = await this.load(namespace, name);
    const text = await readFile(this.pathOf(metadataLocation), 'utf8');
    const times = [...text.matchAll(/-ms"\s*:\s*(\d{13})\b/g)].map(found =>
      Number(found[1]),
    );
    const last = Math.max(...times);
    // As text: ids of snapshots are longer than a number of JavaScript can be.
    const aged = text.replace(
      /(-ms"\s*:\s*)(\d{13})\b/g,
      (_all, key, ms) =>
        `${key}${last - days * DAY_MS - spread(last - Number(ms))}`,
    );
    const old = `${location}/metadata/00999-${randomUUID()}.metadata.json`;
    await writeFile(this.pathOf(old), aged);
    const then = new Date(Date.now() - days * DAY_MS);
    for (const path of (await this.filesBelow(location)).keys()) {
      await utimes(path, then, then);
    }
    await this.#ask('DELETE', this.#url(namespace, name));
    await this.#ask(
      'POST',
      `${this.options.uri}/v1/namespaces/${namespace}/register`,
      { name, 'metadata-location': old },
    );
  }

  #url(namespace: string, name: string): string {
    return `${this.options.uri}/v1/namespaces/${namespace}/tables/${name}`;
  }

  async #ask(method: string, url: string, body?: object): Promise<void> {
    const answer = await fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${url}: ${await answer.text()}`);
    }
  }
}
