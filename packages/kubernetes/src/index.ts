/**
 * Previews, applies, waits for and removes Kubernetes objects, over a transport that is handed in.
 *
 * @packageDocumentation
 */
export * from './apply';
export * from './client';
export * from './diff';
export * from './drift';
export * from './errors';
export * from './model';
export * from './preflight';
export * from './preview';
export * from './remove';
export * from './wait';
