/** Types of the API for those that call it. */
export type * from './src/api/shapes.ts';
