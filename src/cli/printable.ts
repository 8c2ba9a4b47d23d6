/** What a terminal obeys: control characters, and what turns the direction of writing. */
const obeyed = /[\p{Cc}\p{Bidi_Control}]/gu;

const spelled = (character: string): string => {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
};

/** One line as a terminal may be shown it, whatever names of strangers are in it: what it would obey is spelled (`\x1b`). */
export const printable = (line: string): string => line.replace(obeyed, spelled);

/** The same for several lines. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
