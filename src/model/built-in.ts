/** The networks that come with the package, by name; the first is the one that is used unless another is asked for. */
export const builtInNetworks = ["bestiary", "bestiary-robust", "bestiary-vgg"] as const;

export type BuiltInNetwork = (typeof builtInNetworks)[number];

export const isBuiltIn = (name: string): name is BuiltInNetwork =>
  builtInNetworks.some((builtIn) => builtIn === name);
