import type { Constant } from "../tensor.js";
import type { Attribute, Node, Value } from "../types.js";

/** Longer constants are told apart by identity, not by content. */
const longestCompared = 256;

const random = /^Random|^(Bernoulli|Multinomial|Dropout)$/;

/** Spells what a node computes, so that nodes that spell the same compute the same. */
export class Keys {
  readonly #ids = new Map<Value, number>();

  /** `null` for a node that may differ from another that looks like it. */
  of({ op, domain, inputs, attributes }: Node): string | null {
    if (domain !== "" || random.test(op)) return null;
    const spelled: string[] = [];
    for (const name of Object.keys(attributes).sort()) {
      const text = spell(attributes[name] as Attribute);
      if (text === null) return null;
      spelled.push(`${name}=${text}`);
    }
    return `${op}(${inputs.map((input) => (input ? this.#id(input) : "-")).join()})${spelled.join(";")}`;
  }

  #id(value: Value): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    this.#ids.set(value, this.#ids.size);
    return this.#ids.size - 1;
  }
}

function spell(attribute: Attribute): string | null {
  switch (attribute.kind) {
    case "graph":
    case "opaque":
      return null;
    case "tensor":
      return contentKey(attribute.value);
    case "float":
      return `float ${Object.is(attribute.value, -0) ? "-0" : attribute.value}`;
    case "floats":
      return `floats ${attribute.value.map((value) => (Object.is(value, -0) ? "-0" : `${value}`))}`;
    default:
      return `${attribute.kind} ${JSON.stringify(attribute.value)}`;
  }
}

/** Equal for constants of equal content; `null` for long ones. */
export function contentKey(constant: Constant): string | null {
  const { dtype, dims, strings } = constant;
  if (strings || constant.stored) return null;
  const { bytes } = constant;
  if (bytes.byteLength > longestCompared) return null;
  // Joined by hand: a Buffer would spell itself as text, in which different bytes can look the same.
  return `${dtype}[${dims}]${bytes.join()}`;
}
