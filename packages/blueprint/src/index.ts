/**
 * From a `Lakehouse` document to the Kubernetes objects, Trino properties and access rules that it needs.
 *
 * @packageDocumentation
 */
export * from './lint';
