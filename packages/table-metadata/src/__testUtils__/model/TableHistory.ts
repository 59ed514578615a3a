import {
  liveFiles,
  type ModelEntry,
  type ModelField,
  type ModelFile,
  type ModelManifest,
  type ModelSnapshot,
  type ModelSpec,
  type ModelStyle,
  type ModelValue,
  type TableModel,
} from './TableModel';

export const LOCATION = '/lake/db/t';
/** Ids beyond 2^53: a reader that rounds them mixes snapshots up. */
const FIRST_ID = 2n ** 60n + 1n;
const START_MS = 1_700_000_000_000;

const SCHEMA: ModelField[] = [
  { id: 1, name: 'id', type: 'long', required: true },
  { id: 2, name: 'region', type: 'string', required: false },
  { id: 3, name: 'day', type: 'date', required: false },
];

/** A file that a commit adds. `pick` numbers choose among what the table has. */
export interface NewFile {
  records: number;
  bytes: number;
  values: number;
  format: 'PARQUET' | 'ORC' | 'AVRO';
  sorted: boolean;
  bounds?: number;
}

/** A step of a table's history. Every step can be taken at any time: what it picks, it picks from what is there. */
export type Step =
  | { do: 'append'; files: NewFile[]; merge: boolean }
  | { do: 'overwrite'; remove: number[]; files: NewFile[] }
  | { do: 'delete'; remove: number[] }
  | {
      do: 'positions';
      of: number;
      records: number;
      scope: 'file' | 'bounds' | 'partition';
    }
  | { do: 'equality'; of: number; records: number }
  | { do: 'vector'; of: number; records: number }
  | { do: 'add-column' }
  | { do: 'add-partition-field'; which: number }
  | { do: 'drop-partition-field' }
  | { do: 'merge' }
  | { do: 'expire'; keep: number }
  | { do: 'tag'; name: string };

/** Builds a {@link TableModel} step by step, as an engine would commit. */
export class TableHistory {
  readonly model: TableModel;
  #files = 0;
  #manifests = 0;
  #commits = 0;

  constructor(formatVersion: 1 | 2 | 3, style: ModelStyle) {
    this.model = {
      formatVersion,
      schemas: [SCHEMA],
      specs: [{ specId: 0, fields: [] }],
      snapshots: [],
      tags: new Map(),
      style,
    };
  }

  static of(
    formatVersion: 1 | 2 | 3,
    style: ModelStyle,
    steps: Step[],
  ): TableModel {
    const history = new TableHistory(formatVersion, style);
    for (const step of steps) history.take(step);
    return history.model;
  }

  take(step: Step): void {
    const { model } = this;
    switch (step.do) {
      case 'append':
        this.#commit('append', step.files, [], [], step.merge);
        break;
      case 'overwrite':
        this.#commit('overwrite', step.files, this.#dataFiles(step.remove), []);
        break;
      case 'delete':
        this.#commit('delete', [], this.#dataFiles(step.remove), []);
        break;
      case 'positions':
      case 'equality':
      case 'vector':
        this.#commitDeletes(step);
        break;
      case 'add-column': {
        const last = model.schemas[model.schemas.length - 1];
        const id = 10 + model.schemas.length;
        model.schemas.push([
          ...last,
          { id, name: `c${id}`, type: 'double', required: false },
        ]);
        break;
      }
      case 'add-partition-field':
        this.#addPartitionField(step.which);
        break;
      case 'drop-partition-field':
        this.#dropPartitionField();
        break;
      case 'merge':
        this.#commit('replace', [], [], [], true);
        break;
      case 'expire': {
        const kept = model.snapshots.slice(-Math.max(1, step.keep));
        model.snapshots = model.snapshots.filter(
          snapshot =>
            kept.includes(snapshot) ||
            [...model.tags.values()].includes(snapshot.id),
        );
        break;
      }
      case 'tag':
        if (model.current) model.tags.set(step.name, model.current.id);
        break;
    }
  }

  get #spec(): ModelSpec {
    return this.model.specs[this.model.specs.length - 1];
  }

  /** Distinct live data files by picks of any size. */
  #dataFiles(picks: number[]): ModelFile[] {
    const data = this.#live().filter(({ content }) => content === 'data');
    return data.length === 0
      ? []
      : [...new Set(picks.map(pick => data[pick % data.length]))];
  }

  #live(): ModelFile[] {
    return this.model.current ? liveFiles(this.model.current) : [];
  }

  #commitDeletes(
    step: Extract<Step, { do: 'positions' | 'equality' | 'vector' }>,
  ): void {
    const [target] = this.#dataFiles([step.of]);
    const { formatVersion } = this.model;
    if (!target || formatVersion === 1) return;
    if (step.do === 'vector' && formatVersion < 3) return;
    const common = {
      path: this.#path(step.do === 'vector' ? 'puffin' : 'parquet'),
      specId: target.specId,
      partition: target.partition,
      records: BigInt(step.records),
      bytes: BigInt(100 + step.records),
    };
    const pending: Array<Omit<ModelFile, 'sequenceNumber' | 'addedBy'>> = [];
    let replaced: ModelFile[] = [];
    if (step.do === 'equality')
      pending.push({
        ...common,
        content: 'equality-deletes',
        format: 'PARQUET',
        equalityIds: [1],
        sortOrderId: 0,
      });
    else if (step.do === 'vector') {
      // There may be one vector for each data file: a new one takes the place of the old one.
      replaced = this.#live().filter(
        file =>
          file.format === 'PUFFIN' && file.referencedDataFile === target.path,
      );
      pending.push({
        ...common,
        content: 'position-deletes',
        format: 'PUFFIN',
        referencedDataFile: target.path,
        contentOffset: 4n,
        contentBytes: BigInt(40 + step.records),
      });
    } else {
      pending.push({
        ...common,
        content: 'position-deletes',
        format: 'PARQUET',
        ...(step.scope === 'file' ? { referencedDataFile: target.path } : {}),
        ...(step.scope === 'bounds'
          ? { referencedDataFile: target.path, namesFileByBounds: true }
          : {}),
      });
    }
    this.#commit('delete', [], replaced, pending);
  }

  #commit(
    operation: string,
    newFiles: NewFile[],
    removed: ModelFile[],
    deletes: Array<Omit<ModelFile, 'sequenceNumber' | 'addedBy'>>,
    merge = false,
  ): void {
    const { model } = this;
    this.#commits++;
    const id = FIRST_ID + BigInt(this.#commits);
    const sequenceNumber =
      model.formatVersion === 1 ? 0n : BigInt(this.#commits);
    const committed = { sequenceNumber, addedBy: id };
    const data = newFiles.map(file => ({
      ...this.#newFile(file),
      ...committed,
    }));
    const rewritten = (model.current?.manifests ?? []).map(manifest =>
      this.#withoutRemoved(manifest, removed, id, sequenceNumber),
    );
    const manifests = [
      ...this.#added('data', data, id, sequenceNumber),
      ...this.#added(
        'deletes',
        deletes.map(file => ({ ...file, ...committed })),
        id,
        sequenceNumber,
      ),
      ...rewritten.filter(({ entries }) => entries.length > 0),
    ];
    const snapshot: ModelSnapshot = {
      id,
      parent: model.current?.id,
      sequenceNumber,
      timestampMs: START_MS + this.#commits * 86_400_000,
      operation,
      schemaId: model.schemas.length - 1,
      manifests: merge
        ? this.#merged(manifests, id, sequenceNumber)
        : manifests,
    };
    model.snapshots.push(snapshot);
    model.current = snapshot;
  }

  #newFile(file: NewFile): Omit<ModelFile, 'sequenceNumber' | 'addedBy'> {
    return {
      content: 'data',
      path: this.#path(file.format.toLowerCase()),
      format: file.format,
      specId: this.#spec.specId,
      partition: this.#spec.fields.map((field, index) =>
        valueOf(
          field.transform,
          field.sourceId,
          (file.values >> (index * 2)) & 3,
        ),
      ),
      records: BigInt(file.records),
      bytes: BigInt(file.bytes),
      sortOrderId: file.sorted ? 1 : undefined,
      bounds:
        file.bounds === undefined
          ? undefined
          : [BigInt(file.bounds), BigInt(file.bounds + 10)],
    };
  }

  /** A manifest with an entry that is removed is written anew: the others are then existing, older deleted ones gone. */
  #withoutRemoved(
    manifest: ModelManifest,
    removed: ModelFile[],
    id: bigint,
    sequenceNumber: bigint,
  ): ModelManifest {
    if (
      !manifest.entries.some(
        e => e.status !== 'deleted' && removed.includes(e.file),
      )
    )
      return manifest;
    const entries = manifest.entries
      .filter(({ status }) => status !== 'deleted')
      .map(
        ({ file }): ModelEntry => ({
          status: removed.includes(file) ? 'deleted' : 'existing',
          file,
        }),
      );
    return {
      ...manifest,
      path: this.#manifestPath(),
      addedBy: id,
      sequenceNumber,
      entries,
    };
  }

  #added(
    content: 'data' | 'deletes',
    files: ModelFile[],
    id: bigint,
    sequenceNumber: bigint,
  ): ModelManifest[] {
    const specIds = [...new Set(files.map(({ specId }) => specId))];
    return specIds.map(specId => ({
      path: this.#manifestPath(),
      specId,
      content,
      addedBy: id,
      sequenceNumber,
      entries: files
        .filter(file => file.specId === specId)
        .map(file => ({ status: 'added', file })),
    }));
  }

  /** One manifest for each spec and content; what earlier snapshots added is existing there. */
  #merged(
    manifests: ModelManifest[],
    id: bigint,
    sequenceNumber: bigint,
  ): ModelManifest[] {
    const groups = new Map<string, ModelManifest[]>();
    for (const manifest of manifests) {
      const key = `${manifest.content} ${manifest.specId}`;
      groups.set(key, [...(groups.get(key) ?? []), manifest]);
    }
    return [...groups.values()].map(group =>
      group.length === 1
        ? group[0]
        : {
            ...group[0],
            path: this.#manifestPath(),
            addedBy: id,
            sequenceNumber,
            entries: group.flatMap(({ entries, addedBy }) =>
              entries
                .filter(({ status }) => status !== 'deleted' || addedBy === id)
                .map(
                  (entry): ModelEntry =>
                    entry.status === 'added' && entry.file.addedBy !== id
                      ? { ...entry, status: 'existing' }
                      : entry,
                ),
            ),
          },
    );
  }

  #addPartitionField(which: number): void {
    const { specs } = this.model;
    const candidates = CANDIDATES.filter(
      ({ name }) =>
        !this.#spec.fields.some(
          field => field.name === name && field.transform !== 'void',
        ),
    );
    if (candidates.length === 0 || this.#spec.fields.length >= 4) return;
    const chosen = candidates[which % candidates.length];
    specs.push({
      specId: specs.length,
      fields: [
        ...this.#spec.fields,
        {
          ...chosen,
          name: this.#spec.fields.some(({ name }) => name === chosen.name)
            ? `${chosen.name}_${specs.length}`
            : chosen.name,
          fieldId: 1000 + specs.flatMap(({ fields }) => fields).length,
        },
      ],
    });
  }

  /** Format version 1 keeps the place of a dropped field, with the transform void. */
  #dropPartitionField(): void {
    const { specs, formatVersion } = this.model;
    const place = this.#spec.fields.findIndex(
      ({ transform }) => transform !== 'void',
    );
    if (place < 0) return;
    specs.push({
      specId: specs.length,
      fields:
        formatVersion === 1
          ? this.#spec.fields.map((field, index) =>
              index === place ? { ...field, transform: 'void' } : field,
            )
          : this.#spec.fields.filter((_field, index) => index !== place),
    });
  }

  #path(extension: string): string {
    return `${LOCATION}/data/f${this.#files++}.${extension}`;
  }

  #manifestPath(): string {
    return `${LOCATION}/metadata/m${this.#manifests++}.avro`;
  }
}

const CANDIDATES = [
  { sourceId: 2, name: 'region', transform: 'identity' as const },
  { sourceId: 3, name: 'day', transform: 'day' as const },
  { sourceId: 1, name: 'id_bucket', transform: 'bucket[4]' as const },
  { sourceId: 1, name: 'id', transform: 'identity' as const },
];

function valueOf(
  transform: string,
  sourceId: number,
  choice: number,
): ModelValue {
  switch (transform) {
    case 'void':
      return null;
    case 'day':
      return [null, 0, 19_700, -1][choice];
    case 'bucket[4]':
      return choice;
    default:
      return sourceId === 1
        ? [null, 7n, 2n ** 60n + 1n, -1n][choice]
        : [null, 'eu', 'a/b=c', ''][choice];
  }
}
