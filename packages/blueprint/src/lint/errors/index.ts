export { FileUnreadableError } from './FileUnreadableError';
export { LintError } from './LintError';
export { ManifestSyntaxError } from './ManifestSyntaxError';
export { ManifestTooLargeError } from './ManifestTooLargeError';
export { NotTextError } from './NotTextError';
