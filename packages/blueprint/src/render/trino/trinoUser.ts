/** User id of Trino's image. */
export const TRINO_USER = 1000;
