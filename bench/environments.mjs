/** The environments that the templates of a peer are shared by. */
export const environments = ['local', 'staging', 'production'];

/**
 * One object in all environments that have it.
 * @typedef {object} Shared
 * @property {string} file its file, without folder and extension
 * @property {string} key what is the same in every environment: file, kind and name
 * @property {Record<string, object>} versions by environment
 */

/**
 * Brings the objects of the environments together, as somebody would who writes one template for all of them.
 * @param {Map<string, object[]>} files
 * @returns {{ shared: Shared[], rest: object[] }} `rest` is what belongs to no environment
 */
export function byEnvironment(files) {
  const shared = new Map();
  const rest = [];
  for (const [path, objects] of files) {
    const [, environment, file] = /^dist\/([^/]+)\/(.+)\.yaml$/.exec(path) ?? [];
    for (const object of objects) {
      if (!environments.includes(environment)) rest.push(object);
      else add(shared, keyOf(file, object, environment), file, environment, object);
    }
  }
  return { shared: [...shared.values()], rest };
}

function add(shared, key, file, environment, object) {
  const entry = shared.get(key) ?? { file, key, versions: {} };
  if (entry.versions[environment]) throw new Error(`${environment}: two objects are a ${key}`);
  entry.versions[environment] = object;
  shared.set(key, entry);
}

/** Names hold the environment's name, and those of ConfigMaps a hash. */
function keyOf(file, { kind, metadata }, environment) {
  const name = metadata.name.replaceAll(environment, '');
  return [file, kind, kind === 'ConfigMap' ? name.replace(/-[0-9a-f]{10}$/, '') : name].join(' ');
}
