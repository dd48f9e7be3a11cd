/** Members that are left for one reason, by their names below `properties`, with a space between; a branch ends in `/**`. */
export function leaving(why: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(/\s+/u).map((name) => [`properties/${name}`, why]));
}
