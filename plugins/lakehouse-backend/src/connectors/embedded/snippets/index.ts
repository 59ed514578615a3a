export * from './embeddedSnippets';
export * from './SnippetContext';
export { sparkProperties } from './sparkSnippet';
