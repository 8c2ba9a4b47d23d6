import { RegardError } from "regard";

/** A part of the page that comes when it is needed. Throws `RegardError("file")` where it cannot be loaded. */
export async function part<Module>(loading: Promise<Module>): Promise<Module> {
  try {
    return await loading;
  } catch (cause) {
    const sentence = "a part of the page cannot be loaded; check the connection, then load the page again";
    throw new RegardError("file", sentence, { cause });
  }
}
