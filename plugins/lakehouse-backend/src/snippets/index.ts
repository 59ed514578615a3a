export * from './catalogSnippets';
export * from './connectionSnippets';
export { sparkSettings } from './engines/sparkSnippet';
export { isSecret, type Setting } from './Setting';
export * from './SnippetCatalog';
export * from './SnippetContext';
export * from './SnippetStore';
