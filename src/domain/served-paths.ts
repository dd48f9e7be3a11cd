/** What the service serves, `:name` standing for one part of a path; nothing else is ever linked to. */
export const SERVED_PATHS: readonly string[] = ['/healthz', '/readyz'];

/** The address of a path of ours for people; null where no address is configured, and for what the service does not serve. */
export function servedLink(
  publicUrl: string | null,
  path: string,
  served: readonly string[] = SERVED_PATHS,
): string | null {
  if (publicUrl === null || !isServed(path, served)) return null;
  return `${publicUrl.replace(/\/+$/u, '')}${path}`;
}

/** Whether one of the served paths is this one. */
export function isServed(path: string, served: readonly string[] = SERVED_PATHS): boolean {
  const parts = path.split('/');
  return served.some((pattern) => {
    const wanted = pattern.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith(':') || part === parts[index])
    );
  });
}
