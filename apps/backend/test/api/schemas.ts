import { Ajv2020 } from 'ajv/dist/2020.js';

const patterns: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/,
};

/** A validator of JSON Schema 2020-12, strict about schemas that say nothing. */
export function validator(): Ajv2020 {
  return new Ajv2020({ allErrors: true, strict: true, strictRequired: false, formats: { ...patterns } });
}

const text = { type: 'string', minLength: 1 };
const schemaOrReference = { type: 'object' };
const content = {
  type: 'object',
  propertyNames: { pattern: '^[a-z]+/[a-z.+-]+$' },
  additionalProperties: { type: 'object', properties: { schema: schemaOrReference }, additionalProperties: false },
};

/** The essential parts of an OpenAPI 3.1 document, and nothing beyond what ours is to hold. */
export const openApiSchema = {
  type: 'object',
  required: ['openapi', 'info', 'servers', 'paths', 'components'],
  additionalProperties: false,
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      additionalProperties: false,
      properties: { title: text, version: text, summary: text },
    },
    servers: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['url'], properties: { url: { type: 'string', format: 'uri' } } },
    },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/api/v1/([\\w.-]+|\\{\\w+\\})(/([\\w.-]+|\\{\\w+\\}))*$' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'post', 'put', 'delete'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: {
      type: 'object',
      required: ['schemas', 'securitySchemes'],
      additionalProperties: false,
      properties: {
        schemas: { type: 'object', propertyNames: { pattern: '^[\\w.-]+$' }, additionalProperties: schemaOrReference },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            oneOf: [
              {
                type: 'object',
                required: ['type', 'in', 'name'],
                properties: { type: { const: 'apiKey' }, in: { enum: ['query', 'header', 'cookie'] }, name: text },
              },
              { type: 'object', required: ['type', 'scheme'], properties: { type: { const: 'http' }, scheme: text } },
            ],
          },
        },
      },
    },
  },
  $defs: {
    operation: {
      type: 'object',
      required: ['operationId', 'summary', 'responses'],
      additionalProperties: false,
      properties: {
        operationId: { type: 'string', pattern: '^[a-z][A-Za-z]+$' },
        summary: text,
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'required', 'schema'],
            additionalProperties: false,
            properties: {
              name: text,
              in: { enum: ['path', 'query', 'header', 'cookie'] },
              required: { type: 'boolean' },
              description: text,
              schema: schemaOrReference,
            },
          },
        },
        requestBody: {
          type: 'object',
          required: ['content'],
          additionalProperties: false,
          properties: { required: { type: 'boolean' }, content },
        },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^[1-5]\\d\\d$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            additionalProperties: false,
            properties: { description: text, content },
          },
        },
        security: {
          type: 'array',
          items: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
        },
      },
    },
  },
} as const;
