export type { RequestOptions } from './RequestOptions';
