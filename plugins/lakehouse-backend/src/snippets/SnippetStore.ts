/** The kind of store that files lie in, with what engines must know of it. */
export type SnippetStore =
  | { kind: 'local' }
  /** `endpoint`: of a store that is not Amazon's own. */
  | {
      kind: 's3';
      endpoint?: string;
      region?: string;
      pathStyle?: boolean;
      anonymous?: boolean;
    }
  | { kind: 'gs'; endpoint?: string }
  | { kind: 'azure'; account?: string }
  | { kind: 'other' };

/** What the engine is to be told of a store: the settings of one of the stores of a connection. */
export interface StoreSettings {
  kind: 's3' | 'gs' | 'azure' | 'http';
  endpoint?: string;
  region?: string;
  pathStyle?: boolean;
  anonymous?: boolean;
}

/**
 * The store of a location, with the settings that hold for it.
 *
 * @param settings - Of the store that serves the location; undefined where none is known.
 */
export function snippetStore(
  location: string,
  settings?: StoreSettings,
): SnippetStore {
  if (/^(?:\/|file:)/.test(location)) {
    return { kind: 'local' };
  }
  if (/^s3[an]?:\/\//.test(location)) {
    const { endpoint, region, anonymous } = settings ?? {};
    return {
      kind: 's3',
      endpoint,
      region,
      pathStyle: settings?.pathStyle ?? endpoint !== undefined,
      anonymous,
    };
  }
  if (/^gs:\/\//.test(location)) {
    return { kind: 'gs', endpoint: settings?.endpoint };
  }
  const azure = /^(?:abfss?|wasbs?):\/\/[^@/]+@([^./]+)/.exec(location);
  if (azure) {
    return { kind: 'azure', account: azure[1] };
  }
  return { kind: 'other' };
}
