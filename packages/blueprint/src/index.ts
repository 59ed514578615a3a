/**
 * From a `Lakehouse` document to the Kubernetes objects, Trino properties and access rules that it needs; and a linter for any
 * manifests of that kind.
 *
 * @packageDocumentation
 */
export * from './doctor';
export * from './document';
export * from './form';
export * from './lint';
export * from './render';
export * from './sizing';
