/**
 * A value that must not be seen: it prints as `<secret>` in JSON, in templates and in what Node inspects or logs.
 * Only `reveal` gives it out; call that where the value leaves for its destination and nowhere earlier.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '<secret>';
  }

  toJSON(): string {
    return '<secret>';
  }

  // The name by which Node's inspector finds it; the symbol is global, so the domain needs no import for it.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '<secret>';
  }
}
