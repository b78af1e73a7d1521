import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { find } from '../scorers/tool.mjs';

// The older OCI format has no health checks, and the two that prefer it drop them with a warning.
const docker = ['--format', 'docker'];

/** Programs that build images, the first that is installed wins. Their commands differ where it matters here. */
const engines = {
  docker: { build: ['build'], save: (image, file) => ['save', '--output', file, image] },
  podman: {
    build: ['build', ...docker],
    save: (image, file) => ['save', '--format', 'docker-archive', '--output', file, image],
  },
  buildah: {
    build: ['build', ...docker],
    save: (image, file) => ['push', '--quiet', image, `docker-archive:${file}:${image}`],
  },
};

/** A container engine of this machine. */
export class Engine {
  #name;

  /**
   * @param {string} [name] docker, podman or buildah; by default whichever is installed, in this order
   * @throws {Error} if it is not installed, or none is
   */
  constructor(name) {
    const names = Object.keys(engines);
    if (name !== undefined && !names.includes(name)) {
      throw new Error(`--engine ${name}: no such engine; use any of ${names.join(', ')}`);
    }
    this.#name = (name === undefined ? names : [name]).find((candidate) => find(candidate));
    if (!this.#name) throw new Error(`${name ?? names.join(', ')}: not installed; install one, or check an archive`);
  }

  /** Builds an image from the repository's root. */
  build({ root, dockerfile, tag, version, commit }) {
    const release = ['--build-arg', `VERSION=${version}`, '--build-arg', `COMMIT=${commit}`];
    this.#run([...engines[this.#name].build, '--file', join(root, dockerfile), '--tag', tag, ...release, root]);
  }

  /** Writes an image of this machine into an archive. */
  save(image, file) {
    this.#run(engines[this.#name].save(image, file));
  }

  #run(args) {
    const { status, signal, error } = spawnSync(this.#name, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (error) throw error;
    if (status !== 0)
      throw new Error(`${this.#name} ${args.join(' ')}: failed with ${signal ?? `exit code ${status}`}`);
  }
}
