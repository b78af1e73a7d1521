/** An operation of the OpenAPI document, as far as tests look at it. */
export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
  readonly [field: string]: unknown;
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [field: string]: unknown;
}

/** A route that a backend says to have. */
export interface DocumentedRoute {
  readonly path: string;
  /** In upper case. */
  readonly method: string;
  readonly operation: Operation;
}

export async function documentOf(url: string): Promise<OpenApiDocument> {
  return (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as OpenApiDocument;
}

export function routesOf({ paths }: OpenApiDocument): DocumentedRoute[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
}
