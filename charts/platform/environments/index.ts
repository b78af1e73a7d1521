import type { ArqEnvironment } from './environment.ts';
import { local } from './local.ts';
import { production } from './production.ts';
import { staging } from './staging.ts';

/** All environments. */
export const environments: readonly ArqEnvironment[] = [local, staging, production];
