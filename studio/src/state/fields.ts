import type { Told } from "../worker/told.js";

/** A part of a view that stands in the address. */
export interface Field<T> {
  readonly usual: T;
  /** `null` where the text means nothing. */
  read(text: string): T | null;
  write(value: T): string;
}

export const text = (usual: string): Field<string> => ({
  usual,
  read: (given) => (given === "" ? null : given),
  write: (value) => value,
});

/** A name, or nothing. */
export const name: Field<string | null> = { usual: null, read: (given) => given || null, write: String };

/** A whole number from 0 up, or nothing. */
export const index: Field<number | null> = {
  usual: null,
  read: (given) => (/^\d{1,9}$/.test(given) ? Number(given) : null),
  write: String,
};

export const number = (usual: number, low: number, high: number): Field<number> => ({
  usual,
  read(given) {
    const value = given.trim() === "" ? Number.NaN : Number(given);
    return value >= low && value <= high ? value : null;
  },
  write: (value) => String(Number(value.toPrecision(6))),
});

/** A whole number from 0 up, to its last digit. */
export const whole = (usual: number, high: number): Field<number> => ({
  usual,
  read: (given) => (/^\d+$/.test(given) && Number(given) <= high ? Number(given) : null),
  write: String,
});

export const choice = <T extends string>(usual: T, ...all: readonly T[]): Field<T> => ({
  usual,
  read: (given) => all.find((each) => each === given) ?? null,
  write: (value) => value,
});

const nothing: Told = {};

export const told: Field<Told> = {
  usual: nothing,
  read: (given) => (given === "" ? null : Object.fromEntries(new URLSearchParams(given))),
  write: (value) => String(new URLSearchParams(value)),
};
