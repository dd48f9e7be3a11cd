import { existsSync } from 'node:fs';

/** Whether nobody but the own machine, or the own container, can reach what listens there. */
export function isOnLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}

/** Whether this is a container of Docker or Podman; a pod of Kubernetes has the one or the other. */
export function isInContainer(exists: (path: string) => boolean = existsSync): boolean {
  return exists('/.dockerenv') || exists('/run/.containerenv');
}
