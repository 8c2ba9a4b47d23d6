/** What a method is told beside its usual settings, by the settings' names; each as text, as an address has it. */
export type Told = Readonly<Record<string, string>>;
