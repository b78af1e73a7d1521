import { smoke } from './smoke.ts';

// Stack traces name our sources, not the bundle.
process.setSourceMapsEnabled(true);
// A server that hangs leaves connections behind, for which nobody waits.
process.exit(await smoke(process.argv.slice(2), process.env));
