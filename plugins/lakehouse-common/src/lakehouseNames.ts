/**
 * What a lakehouse may be called: it becomes a folder, a catalog name in engines, and an entity.
 * @public
 */
export const LAKEHOUSE_NAME_PATTERN = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,49}$/;

/**
 * {@link LAKEHOUSE_NAME_PATTERN} in words, for messages.
 * @public
 */
export const LAKEHOUSE_NAME_RULE =
  'lower case letters, digits and single dashes between them, 1 to 50 characters, starting with a letter';
