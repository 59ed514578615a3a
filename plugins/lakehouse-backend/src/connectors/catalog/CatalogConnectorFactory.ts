import { InputError, toError } from '@backstage/errors';
import type {
  LakehouseConnectionContext,
  LakehouseConnector,
  LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { CatalogKind } from './CatalogConnection';
import { CatalogConnector } from './CatalogConnector';
import { ConnectionStorage } from './ConnectionStorage';
import { refuseUnknownConnectionKeys } from '../refuseUnknownConnectionKeys';
import { SecretRedactor } from './SecretRedactor';

/** What `ConnectionStorage` reads. */
const STORAGE_KEYS = ['warehouses', 'storage'];

/** Errors of the core packages that mean: the configuration is wrong. */
const CONFIGURATION_ERRORS = [
  'CatalogConfigurationError',
  'StorageConfigError',
];

/** Makes connectors of one kind of catalog, with what they all have in common: where files may be read, no secret in any message. */
export class CatalogConnectorFactory implements LakehouseConnectorFactory {
  readonly type: string;
  readonly #kind: CatalogKind;
  readonly #sharedStorage: unknown;

  /** @param options - `sharedStorage`: the value of `lakehouse.storage`. */
  static create(options: {
    kind: CatalogKind;
    sharedStorage: unknown;
  }): CatalogConnectorFactory {
    return new CatalogConnectorFactory(options.kind, options.sharedStorage);
  }

  private constructor(kind: CatalogKind, sharedStorage: unknown) {
    this.type = kind.type;
    this.#kind = kind;
    this.#sharedStorage = sharedStorage;
  }

  async connect(
    context: LakehouseConnectionContext,
  ): Promise<LakehouseConnector> {
    const { config, name } = context;
    const key = `lakehouse.connections.${name}`;
    const redactor = SecretRedactor.ofConfig(config);
    try {
      refuseUnknownConnectionKeys(config, key, [
        ...STORAGE_KEYS,
        ...this.#kind.keys,
      ]);
      const storage = await ConnectionStorage.read({
        config,
        key,
        shared: this.#sharedStorage,
      });
      for (const secret of storage.secrets()) {
        redactor.add(secret);
      }
      const connection = await this.#kind.open({ ...context, key, storage });
      for (const secret of connection.secrets ?? []) {
        redactor.add(secret);
      }
      return CatalogConnector.create({ connection, key, storage, redactor });
    } catch (thrown) {
      throw toInputError(redactor.error(thrown), key);
    }
  }
}

function toInputError(thrown: unknown, key: string): Error {
  const error = toError(thrown);
  if (!CONFIGURATION_ERRORS.includes(error.name)) {
    return error;
  }
  return new InputError(
    error.message.includes(key) || error.message.includes('lakehouse.storage')
      ? error.message
      : `Config ${key}: ${error.message}`,
  );
}
