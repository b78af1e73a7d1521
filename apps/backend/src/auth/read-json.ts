import type { z } from 'zod';

/** What was stored, if it is what this release stores; another one may have written it. */
export function readJson<T>(schema: z.ZodType<T>, text: unknown): T | undefined {
  try {
    return schema.safeParse(JSON.parse(String(text))).data;
  } catch {
    return undefined;
  }
}
